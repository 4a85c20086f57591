import { describe, expect, it } from "vitest";
import { totp } from "../aws/examples.ts";
import { noticeSender, recordOf, reset } from "./notices.ts";

const { sent, notify, someUser, contactOf, itemOf, resetOf, renewed, metrics, addresses } = noticeSender();

describe("who is told", () => {
  it("the contact of the old image, and the new one besides where the write renews it", async () => {
    expect(await notify([await renewed("old@example.com", "new@example.com")])).toEqual([]);
    expect(addresses()).toEqual(["old@example.com", "new@example.com"]);
  });

  it("one address once, though its case or its sealing differs", async () => {
    await notify([await renewed("Same@example.com", "same@Example.com", "it")]);
    expect(addresses()).toHaveLength(1);
    expect(sent[0]?.subject).toContain("Accesso in due passaggi attivato");
  });

  it("the new contact where none was known, the known one where the write has none", async () => {
    await notify([await renewed(null, "new@example.com"), await renewed("old@example.com", null)]);
    expect(addresses()).toEqual(["new@example.com", "old@example.com"]);
  });

  it("nobody without a contact: there is a metric and no failure", async () => {
    expect(await notify([await renewed(null, null)])).toEqual([]);
    expect({ sent, metrics: metrics() }).toEqual({ sent: [], metrics: { NoticesWithoutContact: 1 } });
  });

  it("nobody where the deployment has no sender", async () => {
    expect(await notify([await resetOf("a@example.com")], { hasSender: false })).toEqual([]);
    expect(sent).toEqual([]);
  });

  it("English where the language is none of ours", async () => {
    await notify([await renewed(null, "a@example.com", "xx")]);
    expect(sent[0]?.html).toContain('<html lang="en">');
  });
});

describe("what is told", () => {
  it("of a factor that was removed, not of a set-up that was given up", async () => {
    const user = someUser();
    const contact = await contactOf(user, "a@example.com");
    const removed = { type: "factor.removed", data: { factorId: totp.id, factorType: "totp" } } as const;
    const of = (activeSince: number | null) =>
      recordOf(itemOf(user, { contact }, removed), itemOf(user, { contact, factors: [{ ...totp, activeSince }] }));
    await notify([of(null)]);
    expect(sent).toEqual([]);
    await notify([of(1)]);
    expect(sent).toHaveLength(1);
  });

  it("of a restore where 2FA is on, not where it had been switched off or the user erased", async () => {
    const user = someUser();
    const contact = await contactOf(user, "a@example.com");
    const restored = { type: "account.restored", data: { factors: 1, backupCodes: 7, shut: false } } as const;
    const active = { ...totp, activeSince: 1 };
    const found = itemOf(user, { contact, factors: [active] });
    const of = (left: Parameters<typeof itemOf>[1]) => recordOf(itemOf(user, left, restored), found);
    await notify([of({}), of({ contact }), of({ contact, factors: [{ ...totp, activeSince: null }] })]);
    expect(sent).toEqual([]);
    await notify([of({ contact, factors: [active] })]);
    expect(sent.map(({ subject }) => subject)).toEqual([expect.stringContaining("backup codes no longer work")]);
  });

  it("nothing of a write without a new event, of other items, of an organisation's events", async () => {
    const user = someUser();
    const contact = await contactOf(user, "a@example.com");
    const same = itemOf(user, { contact }, reset);
    const failures = await notify([
      recordOf(same, same),
      recordOf(itemOf(user, { contact }), same),
      recordOf({ pk: "LIMIT#x", sk: "DAY", n: 1 }, null),
      { ...recordOf(same, null), eventName: "REMOVE", dynamodb: { OldImage: { pk: { S: "x" } } } },
    ]);
    expect({ sent, failures, metrics: metrics() }).toEqual({ sent: [], failures: [], metrics: {} });
  });
});
