import { describe, expect, it } from "vitest";
import { type Device, withoutExpired } from "../../shared/account/account.ts";
import { type DeviceTerms, mayTrustDevice, newDevice, withDevice } from "../../shared/account/devices.ts";
import type { EventDraft } from "../../shared/account/events.ts";
import { accountWith, at, day, device, hour, minute, rules, start, totp } from "./examples.ts";

const app = totp("app", { preferred: true });
const known = device("dev_a", { uses: 7, lastUsedAt: start - minute });
const terms: DeviceTerms = { trustedDevices: { days: 30 }, devicesFrom: null, passwordChangedAt: null };
const ended = (deviceId: string, why: string) => ({ type: "device.ended", data: { deviceId, why } }) as EventDraft;

describe("a device is made", () => {
  const fresh = newDevice("dev_new", "Firefox", 30, start + 345);
  const verified = (method: "totp" | "backup_code", devices: readonly Device[] = []) => ({
    write: { account: accountWith([app], { devices }), event: { type: "phone.pre_registered", data: {} } as const },
    outcome: { ok: true, method } as const,
  });
  const put = (devices: readonly Device[], under = terms) =>
    withDevice(verified("totp", devices), fresh, under, at(start + 345));

  it("with whole seconds, for the days of the policy", () => {
    expect(fresh).toStrictEqual({
      id: "dev_new",
      uses: 0,
      lastUsedAt: start + 345,
      until: start + 30 * day,
      label: "Firefox",
      createdAt: start,
    });
  });

  it("in the write of a right code, whose own event comes first", () => {
    expect(put([known]).write).toStrictEqual({
      account: accountWith([app], { devices: [known, fresh] }),
      event: { type: "phone.pre_registered", data: {} },
      also: [{ type: "device.trusted", data: { deviceId: "dev_new" } }],
    });
  });

  it("not by a backup code, and not by a refusal", () => {
    const methods = ["totp", "sms", "passkey", "backup_code", "bypass_code"] as const;
    expect(methods.filter((method) => mayTrustDevice(method))).toEqual(["totp", "sms", "passkey"]);
    const saved = verified("backup_code");
    expect(withDevice(saved, fresh, terms, at())).toBe(saved);
    const refusal = { outcome: { ok: false, refusal: { code: "busy" } } } as const;
    expect(withDevice(refusal, fresh, terms, at())).toBe(refusal);
    const counted = { ...refusal, write: verified("totp").write };
    expect(withDevice(counted, fresh, terms, at())).toBe(counted);
    const { outcome } = verified("totp");
    expect(withDevice({ outcome }, fresh, terms, at())).toStrictEqual({ outcome });
  });

  it("over the limit pushes out the one used longest ago", () => {
    const five = Array.from({ length: 5 }, (_, nth) =>
      device(`dev_${nth}`, { lastUsedAt: start - ((nth + 3) % 5) * hour }),
    );
    const { write } = put(five);
    expect(write?.account.devices.map(({ id }) => id)).toEqual(["dev_0", "dev_2", "dev_3", "dev_4", "dev_new"]);
    expect(write?.also).toStrictEqual([
      { type: "device.trusted", data: { deviceId: "dev_new" } },
      ended("dev_1", "pushed_out"),
    ]);
    const one = withDevice(verified("totp", five), fresh, terms, at(start, { ...rules, maxTrustedDevices: 1 }));
    expect(one.write?.account.devices).toStrictEqual([fresh]);
    expect(one.write?.also).toHaveLength(6);
    expect(put(five.slice(1)).write?.account.devices).toHaveLength(5);
  });

  it("and those that do not count any more are not counted, nor kept", () => {
    const five = Array.from({ length: 5 }, (_, nth) => device(`dev_${nth}`));
    const expired = five.map((one, nth) => (nth === 0 ? { ...one, until: start } : one));
    expect(put(expired).write).toMatchObject({ also: [{ type: "device.trusted" }] });
    expect(put(expired).write?.account.devices).toHaveLength(5);
    const { write } = put([known], { ...terms, devicesFrom: known.createdAt });
    expect(write?.account.devices).toStrictEqual([fresh]);
    expect(write?.also).toStrictEqual([
      { type: "device.trusted", data: { deviceId: "dev_new" } },
      ended("dev_a", "policy"),
    ]);
  });
});

it("any write drops what has expired, and nothing else", () => {
  const other = device("dev_b");
  const account = accountWith([app], { devices: [known, other] });
  const mixed = { ...account, devices: [{ ...known, until: start }, other] };
  expect(withoutExpired(mixed, start)).toStrictEqual({ ...account, devices: [other] });
  expect(withoutExpired(account, start)).toStrictEqual(account);
  const old = { since: start - day, count: 2 };
  expect(withoutExpired({ ...account, smsDay: old }, start)).toStrictEqual({
    ...account,
    smsDay: { since: 0, count: 0 },
  });
  expect(withoutExpired({ ...account, smsDay: old }, start - 1).smsDay).toStrictEqual(old);
});
