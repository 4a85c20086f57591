import { describe, expect, it } from "vitest";
import { type Account, emptyAccount } from "../../shared/account/account.ts";
import {
  type DeviceTerms,
  type DeviceToken,
  deviceExpiry,
  endDevices,
  livingDevices,
  mostUses,
  recognizeDevice,
} from "../../shared/account/devices.ts";
import type { EventDraft } from "../../shared/account/events.ts";
import { accountWith, at, day, device, minute, second, start, totp } from "./examples.ts";
import { decideOn, expectWritten } from "./expectations.ts";

const app = totp("app", { preferred: true });
const known = device("dev_a", { uses: 7, lastUsedAt: start - minute });
const other = device("dev_b", { uses: 2, lastUsedAt: start - 2 * minute });
const account = accountWith([app], { devices: [known, other] });
const terms: DeviceTerms = { trustedDevices: { days: 30 }, devicesFrom: null, passwordChangedAt: null };
const token = (uses: number, deviceId = "dev_a", index = 0): DeviceToken => ({ index, deviceId, uses });
const ended = (deviceId: string, why: string) => ({ type: "device.ended", data: { deviceId, why } }) as EventDraft;
const use = (of: Account, tokens: readonly DeviceToken[], under: DeviceTerms = terms, now = start) =>
  decideOn(of, (it) => recognizeDevice(it, tokens, under, at(now)));
const known1 = { ...known, uses: 8, lastUsedAt: start };
/** Neither allowed nor written. */
const unknown = { outcome: { ok: true, used: null, forget: [0], failedBefore: 0 } };

describe("a token of", () => {
  it("the last use is exchanged: one write, one event, and nothing else changes", () => {
    expectWritten(account, (it) => recognizeDevice(it, [token(7)], terms, at()), {
      changes: { devices: [known1, other] },
      event: { type: "login.remembered", data: { deviceId: "dev_a" } },
      outcome: { used: { token: token(7), until: known.until }, forget: [], failedBefore: 0 },
    });
  });

  it.each([
    ["at once", 0, true],
    ["ten seconds later", 10 * second, true],
    ["a moment after that", 10 * second + 1, false],
    ["by a clock that is ten seconds behind", -10 * second, true],
    ["by a clock that was set back", -10 * second - 1, false],
    ["by a clock that was set back by a day", -day, false],
  ])("the use before counts %s: %s ms, %s", (_, after, counts) => {
    const now = known.lastUsedAt + after;
    const { write, outcome } = use(account, [token(6)], terms, now);
    if (counts) {
      expect(write).toBeUndefined();
      expect(outcome).toMatchObject({ used: { token: token(6) }, forget: [] });
      return;
    }
    expect(write).toStrictEqual({
      account: { ...account, devices: [other] },
      event: ended("dev_a", "out_of_step"),
    });
    expect(outcome).toMatchObject({ used: null, forget: [0] });
  });

  it.each([5, 1, 0])("any use before that (%i) ends the device, however soon it comes", (uses) => {
    const { write, outcome } = use(account, [token(uses)], terms, known.lastUsedAt);
    expect(write).toStrictEqual({ account: { ...account, devices: [other] }, event: ended("dev_a", "stale_token") });
    expect(outcome).toMatchObject({ used: null, forget: [0] });
  });

  it("a use that has not been yet is of a table that came back: it ends the device", () => {
    for (const now of [start, known.lastUsedAt])
      expect(use(account, [token(8)], terms, now).write?.event).toStrictEqual(ended("dev_a", "out_of_step"));
  });

  it("a device that is not there is forgotten, and nothing is written", () => {
    expect(use(account, [token(7, "dev_c")])).toStrictEqual(unknown);
    expect(use(accountWith([app], { devices: [] }), [token(7)])).toStrictEqual(unknown);
  });

  it("a device that has done as many logins as a token can count is forgotten", () => {
    expect(mostUses).toBe(0xff_ff_ff);
    const worn = accountWith([app], { devices: [{ ...known, uses: mostUses }] });
    expect(use(worn, [token(mostUses)])).toStrictEqual(unknown);
    const last = accountWith([app], { devices: [{ ...known, uses: mostUses - 1 }] });
    expect(use(last, [token(mostUses - 1)]).outcome).toMatchObject({ used: {} });
  });

  it("a user without an active factor allows nothing", () => {
    const off = { ...account, factors: [{ ...app, activeSince: null }] };
    expect(use(off, [token(7)])).toMatchObject({ outcome: { used: null } });
    expect(use(emptyAccount, [token(7)])).toStrictEqual(unknown);
  });
});

describe("a device ends", () => {
  it.each([
    ["a moment before its end", known.until - 1, true],
    ["at its end", known.until, false],
  ])("with its days: %s", (_, now, counts) => {
    const { write, outcome } = use(account, [token(7)], terms, now);
    expect(outcome).toMatchObject(counts ? { forget: [] } : { used: null, forget: [0] });
    expect(write === undefined).toBe(!counts);
  });

  it("sooner, if the policy has fewer days since, and no later if it has more", () => {
    const days = (count: number) => ({ ...terms, trustedDevices: { days: count } });
    expect(deviceExpiry(known, days(10))).toBe(known.createdAt + 10 * day);
    expect(deviceExpiry(known, days(300))).toBe(known.until);
    expect(use(account, [token(7)], days(1), start)).toStrictEqual(unknown);
    expect(use(account, [token(7)], days(1), start - 1).outcome).toMatchObject({
      used: { until: known.createdAt + day },
    });
  });

  it.each([
    ["policy", { devicesFrom: known.createdAt }, { devicesFrom: known.createdAt - 1 }],
    ["password", { passwordChangedAt: known.createdAt + 1 }, { passwordChangedAt: known.createdAt }],
  ] as const)("by the %s, if it was made before", (why, before, after) => {
    const { write, outcome } = use(account, [token(7)], { ...terms, ...before });
    expect(write).toStrictEqual({ account: { ...account, devices: [other] }, event: ended("dev_a", why) });
    expect(outcome).toMatchObject({ used: null, forget: [0] });
    expect(use(account, [token(7)], { ...terms, ...after }).outcome).toMatchObject({ forget: [] });
  });
});

describe("several tokens", () => {
  it("the good one allows, the dead ones are forgotten by their places, and all is one write", () => {
    const tokens = [token(0, "dev_c", 0), token(0, "dev_b", 2), token(7, "dev_a", 3)];
    const { write, outcome } = use(account, tokens);
    expect(outcome).toMatchObject({ used: { token: { index: 3 } }, forget: [0, 2] });
    expect(write).toStrictEqual({
      account: { ...account, devices: [known1] },
      event: { type: "login.remembered", data: { deviceId: "dev_a" } },
      also: [ended("dev_b", "stale_token")],
    });
  });

  it("one of the last use comes before one of the use before", () => {
    const two = accountWith([app], { devices: [{ ...known, lastUsedAt: start }, other] });
    const { outcome } = use(two, [token(6, "dev_a", 0), token(2, "dev_b", 1)]);
    expect(outcome).toMatchObject({ used: { token: { deviceId: "dev_b" } }, forget: [] });
  });

  it("of one device: an old one ends it, and its good one counts no more", () => {
    for (const tokens of [
      [token(7, "dev_a", 0), token(3, "dev_a", 1), token(6, "dev_a", 2)],
      [token(6, "dev_a", 0), token(3, "dev_a", 1), token(7, "dev_a", 2)],
    ]) {
      const { write, outcome } = use(account, tokens);
      expect(outcome).toMatchObject({ used: null, forget: [0, 1, 2] });
      expect(write).toStrictEqual({ account: { ...account, devices: [other] }, event: ended("dev_a", "stale_token") });
    }
  });

  it("none: nothing is used, forgotten or written", () => {
    expect(use(account, [])).toStrictEqual({ outcome: { ok: true, used: null, forget: [], failedBefore: 0 } });
  });
});

it("wrong codes since the last right one are told, and stay counted", () => {
  const guessed = { ...account, guesses: { ...account.guesses, failedSinceLogin: 4 } };
  const { write, outcome } = use(guessed, [token(7)]);
  expect(outcome).toMatchObject({ failedBefore: 4 });
  expect(write?.account.guesses).toStrictEqual(guessed.guesses);
});

describe("ending devices", () => {
  it("of one leaves the others", () => {
    expectWritten(account, (it) => endDevices(it, "dev_a", "user"), {
      changes: { devices: [other] },
      event: ended("dev_a", "user"),
      outcome: {},
    });
  });

  it("of all is one write with an event each", () => {
    expectWritten(account, (it) => endDevices(it, null, "admin"), {
      changes: { devices: [] },
      event: ended("dev_a", "admin"),
      also: [ended("dev_b", "admin")],
      outcome: {},
    });
  });

  it.each(["dev_c", "", "all"])("of one that is not there (%s) writes nothing", (id) => {
    expect(decideOn(account, (it) => endDevices(it, id, "user"))).toStrictEqual({ outcome: { ok: true } });
  });
});

it("lists those that count: none expired, none from before the policy's instant", () => {
  expect(livingDevices(account, terms, start)).toStrictEqual([known, other]);
  expect(livingDevices(account, terms, known.until)).toStrictEqual([]);
  expect(livingDevices(account, { ...terms, devicesFrom: known.createdAt }, start)).toStrictEqual([]);
  expect(livingDevices(account, { ...terms, trustedDevices: { days: 0 } }, start)).toStrictEqual([]);
});
