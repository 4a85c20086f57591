import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { foreseeRecovery } from "../../shared/account/recovery-rehearsal.ts";
import { backupSet, bytes, day, device, hour, pending, sms, start, totp } from "./examples.ts";
import { approval, at, delay, off, owner } from "./recovering.ts";

const foresee = (account: Account, policy: Policy = delay, { canMail = true, canText = true } = {}) =>
  foreseeRecovery(account, { policy, canMail, canText, at: at() });
const wait = 72 * hour;
const notices = (from: number, readyAt: number, endsAt: number, toPhones: boolean) => [
  { kind: "code", at: from, toPhones: false },
  { kind: "waiting", at: from, toPhones },
  { kind: "half-way", at: (from + readyAt) / 2, toPhones },
  { kind: "ready", at: readyAt, toPhones },
  { kind: "completed", at: null, toPhones },
  { kind: "ended", at: endsAt, toPhones: false },
];

describe("a recovery that is foreseen", () => {
  it("waits, ends, tells everybody and replaces everything as a real one does", () => {
    const policy = { ...delay, trustedDevices: { days: 30 } };
    const setUp = totp("set up", pending);
    const full = { ...owner, factors: [...owner.factors, setUp], backupCodes: backupSet(), devices: [device()] };
    expect(foresee(full, policy)).toStrictEqual({
      hindrance: null,
      from: start,
      plan: {
        delayHours: 72,
        approvalBy: null,
        readyAt: start + wait,
        endsAt: start + 2 * wait,
        phones: [sms("fac_phone")],
        notices: notices(start, start + wait, start + 2 * wait, true),
        replaced: { factors: owner.factors, backupCodes: 10, devices: 1 },
      },
    });
    expect(foresee(full).plan?.replaced).toStrictEqual({ factors: owner.factors, backupCodes: 10, devices: 0 });
  });

  it("waits for a week where it tells the address alone", () => {
    for (const plan of [
      foresee(owner, delay, { canText: false }).plan,
      foresee({ ...owner, factors: [totp("fac_app")] }).plan,
    ])
      expect(plan).toMatchObject({
        delayHours: 168,
        phones: [],
        notices: notices(start, start + 7 * day, start + 7 * day + wait, false),
      });
  });

  it.each([
    ["the policy says so", owner, approval],
    ["the account is suspect", { ...owner, heldRole: true as const }, delay],
    ["wrong codes closed a method", { ...owner, guesses: { ...owner.guesses, lockedAt: start - day } }, delay],
  ])("needs an approval in the week after its delay where %s", (_, account, policy) => {
    expect(foresee(account, policy).plan).toMatchObject({
      approvalBy: start + wait + 7 * day,
      readyAt: start + wait,
      endsAt: start + 2 * wait,
    });
  });

  it.each([
    [
      "mails were asked for three times today",
      { mails: { since: start - hour, count: 3 }, waitedAt: 0 },
      start + 23 * hour,
    ],
    ["one waited in the last week", { mails: { since: 0, count: 0 }, waitedAt: start - 2 * day }, start + 5 * day],
    ["both", { mails: { since: start - hour, count: 3 }, waitedAt: start - 2 * day }, start + 5 * day],
    ["neither lately", { mails: { since: start - day, count: 3 }, waitedAt: start - 7 * day }, start],
  ])("begins as soon as it may: %s", (_, recoveryTrace, from) => {
    const foreseen = foresee({ ...owner, recoveryTrace });
    expect([foreseen.hindrance, foreseen.from]).toStrictEqual([null, from]);
    expect(foreseen.plan).toMatchObject({
      readyAt: from + wait,
      notices: notices(from, from + wait, from + 2 * wait, true),
    });
  });

  it("begins once the earlier addresses are told no more", () => {
    const formerContacts = [9 * day, 20 * day, -day].map((later) => ({
      contact: bytes("before"),
      until: start + later,
    }));
    const foreseen = foresee({ ...owner, formerContacts });
    expect([foreseen.hindrance, foreseen.from]).toStrictEqual(["contact_changed", start + 20 * day]);
    expect(foreseen.plan?.readyAt).toBe(start + 20 * day + wait);
    expect(foresee({ ...owner, formerContacts: formerContacts.slice(2) })).toMatchObject({
      hindrance: null,
      from: start,
    });
  });

  it.each([
    ["no_factor", { ...owner, factors: [totp("set up", pending)] }, delay, true],
    ["policy_off", owner, off, true],
    ["no_mail", owner, delay, false],
    ["no_contact", { ...owner, contact: null }, delay, true],
    ["contact_unverified", { ...owner, contactMark: { hash: bytes("hash"), verified: false } }, delay, true],
    [
      "contact_unverified",
      {
        ...owner,
        contactMark: { hash: bytes("hash"), verified: false },
        formerContacts: [{ contact: bytes("before"), until: start + day }],
      },
      delay,
      true,
    ],
  ] as const)("is none where it is hindered for good: %s", (hindrance, account, policy, canMail) => {
    expect(foresee(account, policy, { canMail })).toStrictEqual({ hindrance, from: null, plan: null });
  });

  it("is one of its own: neither a request under way nor the end of earlier ones counts", () => {
    const recovery = { id: "rec_1", askedAt: start - hour, codeAt: start - hour, wrong: { failures: 0, until: 0 } };
    expect(foresee({ ...owner, recovery }, { ...delay, recoveryFrom: start })).toStrictEqual(foresee(owner));
  });
});
