import { describe, expect, it } from "vitest";
import { type Account, backupCodesId } from "../../shared/account/account.ts";
import { withHeldRole } from "../../shared/access/account-access.ts";
import { accept } from "../../shared/account/accept.ts";
import { type Decision, refused } from "../../shared/account/decision.ts";
import type { Factor } from "../../shared/account/factor.ts";
import { loginMethods } from "../../shared/account/guess-budget.ts";
import { disable, removeFactor, reset } from "../../shared/account/remove.ts";
import { accountWith, at, backupSet, day, pending, sms, start, totp } from "./examples.ts";
import { decideOn, granted } from "./expectations.ts";

const recovery = { id: "rec_1", askedAt: start, codeAt: start, wrong: { failures: 0, until: 0 } };
const account = accountWith([totp("app"), sms("phone", { country: "CH" })]);
const recovering: Account = { ...account, recovery };
const cancelled = (by: "login" | "user" | "admin") => ({ type: "recovery.cancelled", data: { by } }) as const;

describe("a login", () => {
  it.each(loginMethods)("by %s ends a recovery under way, but for the help desk's code", (method) => {
    const { write } = decideOn(recovering, (it) => accept(it, method, null));
    const isOver = method !== "bypass_code";
    expect(write?.also).toStrictEqual(isOver ? [cancelled("login")] : undefined);
    expect(write?.account.recovery).toStrictEqual(isOver ? undefined : recovery);
    expect(decideOn(account, (it) => accept(it, method, null)).write).not.toHaveProperty("also");
  });

  it("names the factor, and tells the country of a phone", () => {
    const [, phone = sms("phone")] = account.factors as readonly ReturnType<typeof sms>[];
    const { write, outcome } = decideOn(account, (it) => accept(it, "sms", phone, { channel: "voice" }));
    expect(outcome).toMatchObject({ factorId: "phone", channel: "voice" });
    expect(write?.event?.data).toStrictEqual({
      method: "sms",
      backupCodesRemaining: 10,
      failedBefore: 0,
      country: "CH",
      channel: "voice",
    });
  });

  it("without a factor names the set of backup codes, or nothing where there is none", () => {
    const factorIdOf = (state: Account) => granted(accept(state, "bypass_code", null)).outcome.factorId;
    expect(factorIdOf(account)).toBe(backupCodesId(backupSet()));
    expect(factorIdOf({ ...account, backupCodes: null })).toBe("");
  });

  it("of somebody who has power over others is remembered where it is written, and nowhere else", () => {
    const written = { write: { account, event: cancelled("user") }, outcome: { ok: true } } as const;
    const no = refused({ code: "busy" });
    expect(withHeldRole(written, true)).toStrictEqual({
      write: { account: { ...account, heldRole: true }, event: cancelled("user") },
      outcome: { ok: true },
    });
    const others: readonly Decision<object>[] = [
      { outcome: { ok: true } },
      { outcome: no },
      { ...written, outcome: no },
    ];
    for (const decision of others) expect(withHeldRole(decision, true)).toStrictEqual(decision);
    expect(withHeldRole(written, false)).toStrictEqual(written);
  });
});

describe("of factors that are taken away", () => {
  const gone = ({ outcome }: { readonly outcome: { readonly ok: boolean; readonly gone?: readonly Factor[] } }) =>
    outcome.gone?.map(({ id }) => id);
  const older = totp("older", { activeSince: start - 9 * day });
  const staged = { factor: older, changedAt: start - day, until: start + day };
  const remove = (state: Account, factorId: string) =>
    decideOn(state, (it) => removeFactor(it, { factorId, by: null }, false, at()));

  it("the one that an undo can bring back stays, and nothing is left of the others", () => {
    expect(remove(account, "app")).toMatchObject({ outcome: { gone: [], staged: { factor: { id: "app" } } } });
    expect(gone(decideOn(account, (it) => disable(it, false, at())))).toStrictEqual(["phone"]);
    expect(decideOn(account, (it) => disable(it, false, at())).outcome).toMatchObject({
      staged: { factor: { id: "app" } },
    });
    const set = accountWith([totp("app"), totp("set up", pending)]);
    expect(remove(set, "set up")).toMatchObject({ outcome: { gone: [{ id: "set up" }], staged: null } });
  });

  it("the one that was active longest stays, even if it was removed before", () => {
    expect(gone(remove({ ...account, staged }, "app"))).toStrictEqual(["app"]);
    const younger = { ...staged, factor: totp("younger", { activeSince: start }) };
    expect(gone(remove({ ...account, staged: younger }, "app"))).toStrictEqual(["younger"]);
  });

  it("nothing stays after a reset, whatever waited for an undo", () => {
    const { write, outcome } = decideOn({ ...account, staged }, (it) => reset(it, "Called"));
    expect(outcome).toMatchObject({ staged: null });
    expect(gone({ outcome })).toStrictEqual(["app", "phone", "older"]);
    expect(write?.account).not.toHaveProperty("staged");
  });

  it("devices and a recovery end with all factors, by who took them, and no event tells of what was not there", () => {
    const byUser = decideOn({ ...recovering, devices: [] }, (it) => disable(it, false, at()));
    expect(byUser.write?.also).toStrictEqual([cancelled("user")]);
    const byAdmin = decideOn({ ...recovering, devices: [] }, (it) => reset(it, "Called"));
    expect(byAdmin.write?.also).toStrictEqual([cancelled("admin")]);
    for (const { write } of [byUser, byAdmin]) expect(write?.account).not.toHaveProperty("recovery");
    const bare = { ...account, devices: [] };
    expect(decideOn(bare, (it) => disable(it, false, at())).write).not.toHaveProperty("also");
    expect(decideOn(bare, (it) => reset(it, "Called")).write).not.toHaveProperty("also");
  });
});
