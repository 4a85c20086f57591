import { type Account, type Device, isEnabled } from "./account.ts";
import type { At, Decision } from "./decision.ts";
import type { EventData, EventDraft } from "./events.ts";
import type { LoginMethod } from "./guess-budget.ts";
import { dayMillis, type Instant, seconds } from "./instant.ts";
import type { Policy } from "./policy.ts";

/**
 * Remembered devices. A browser cookie is no factor (NIST SP 800-63B-4 section 3.2.1): what a device brings is less than a second step,
 * and proves nothing for a change. Each use makes the next token, so that a copy and its owner cannot both go on unseen.
 */

/** A token whose keyed hash is right: the user, the app and the tenant are those of the caller. */
export interface DeviceToken {
  /** Its place in the caller's list. */
  readonly index: number;
  readonly deviceId: string;
  readonly uses: number;
}

/** Conditions on every device of a user, in force now. */
export type DeviceTerms = Pick<Policy, "trustedDevices" | "devicesFrom"> & {
  /** Null: the login does not tell of new passwords. */
  readonly passwordChangedAt: Instant | null;
};

/** Tabs that open together bring one token: the one before the last counts for so long, and gets the same next one. */
const graceMillis = seconds(10);
/** The greatest number that a token's three bytes hold. */
export const mostUses = 2 ** 24 - 1;

/** `days` may have been lowered since the device was made. */
export const deviceExpiry = (
  { until, createdAt }: Device,
  { trustedDevices }: Pick<Policy, "trustedDevices">,
): Instant => Math.min(until, createdAt + trustedDevices.days * dayMillis);

/** Made until then is before: a device keeps whole seconds, and one of the same second may be an old one. */
const isBefore = ({ createdAt }: Device, devicesFrom: Instant | null): boolean => createdAt <= (devicesFrom ?? 0);

/** Devices that still count, as far as this is known without a token of the login. */
export const livingDevices = (
  { devices }: Account,
  policy: Pick<Policy, "trustedDevices" | "devicesFrom">,
  now: Instant,
): readonly Device[] =>
  devices.filter((device) => now < deviceExpiry(device, policy) && !isBefore(device, policy.devicesFrom));

type End = EventData<"device.ended">["why"];
type Verdict = "next" | "again" | "unknown" | Extract<End, "policy" | "password" | "stale_token" | "out_of_step">;

function judge(device: Device | undefined, { uses }: DeviceToken, terms: DeviceTerms, now: Instant): Verdict {
  if (device === undefined || deviceExpiry(device, terms) <= now || device.uses >= mostUses) return "unknown";
  if (isBefore(device, terms.devicesFrom)) return "policy";
  if (device.createdAt < (terms.passwordChangedAt ?? 0)) return "password";
  // A number that was never given out here is of a table that came back: as little proof as one that was lost on its way.
  if (uses > device.uses) return "out_of_step";
  if (uses === device.uses) return "next";
  if (uses < device.uses - 1) return "stale_token";
  // Either way: a clock that was set back must not make the time longer.
  return Math.abs(now - device.lastUsedAt) <= graceMillis ? "again" : "out_of_step";
}

const isGood = (verdict: Verdict): verdict is "next" | "again" => verdict === "next" || verdict === "again";
const isEnd = (verdict: Verdict): verdict is Exclude<Verdict, "next" | "again" | "unknown"> =>
  !isGood(verdict) && verdict !== "unknown";

export interface Recognized {
  /** The token by which the login is allowed, and until when its device goes without a code; null: a login as without devices. */
  readonly used: { readonly token: DeviceToken; readonly until: Instant } | null;
  /** Places of the tokens that will never count again. */
  readonly forget: readonly number[];
  /** Wrong codes of any method since the last right one: told, and not reset. */
  readonly failedBefore: number;
}

/** Judges the devices that a login brings. A token that was used before ends its device, even if a good one comes with it. */
export function recognizeDevice(
  account: Account,
  tokens: readonly DeviceToken[],
  terms: DeviceTerms,
  { now }: Pick<At, "now">,
): Decision<Recognized> {
  const judged = tokens.map((token) => {
    const device = account.devices.find(({ id }) => id === token.deviceId);
    return { token, device, verdict: judge(device, token, terms, now) };
  });
  const ends = new Map<string, End>();
  for (const { token, verdict } of judged)
    if (isEnd(verdict) && ends.get(token.deviceId) !== "stale_token") ends.set(token.deviceId, verdict);

  const good = judged.filter(
    ({ token, verdict }) => isGood(verdict) && !ends.has(token.deviceId) && isEnabled(account),
  );
  const best = good.find(({ verdict }) => verdict === "next") ?? good[0];
  const forget = judged
    .filter(({ token, verdict }) => !isGood(verdict) || ends.has(token.deviceId))
    .map(({ token }) => token.index);
  const used = best?.device === undefined ? null : { token: best.token, until: deviceExpiry(best.device, terms) };
  const outcome = { ok: true, used, forget, failedBefore: account.guesses.failedSinceLogin ?? 0 } as const;

  const isNext = best?.verdict === "next";
  const [event, ...also] = [
    ...(isNext ? [{ type: "login.remembered", data: { deviceId: best.token.deviceId } } as const] : []),
    ...[...ends].map(([deviceId, why]) => ended(deviceId, why)),
  ];
  if (event === undefined) return { outcome };
  const devices = account.devices
    .filter(({ id }) => !ends.has(id))
    .map((one) => (isNext && one.id === best.token.deviceId ? { ...one, uses: one.uses + 1, lastUsedAt: now } : one));
  return { write: { account: { ...account, devices }, event, ...(also.length > 0 && { also }) }, outcome };
}

const ended = (deviceId: string, why: End): EventDraft => ({ type: "device.ended", data: { deviceId, why } });

/** Methods whose right code may make a device: a code that stands in for a lost factor may not. */
const makesDevice: Readonly<Record<LoginMethod, boolean>> = {
  totp: true,
  sms: true,
  passkey: true,
  backup_code: false,
  bypass_code: false,
};
export const mayTrustDevice = (method: LoginMethod): boolean => makesDevice[method];

/** A device as it is made, with whole seconds. */
export const newDevice = (id: string, label: string, days: number, now: Instant): Device => {
  const createdAt = now - (now % 1000);
  return { id, uses: 0, lastUsedAt: now, until: createdAt + days * dayMillis, label, createdAt };
};

/** Puts a device into the write of a right code. Over the limit it pushes out the one used longest ago. */
export function withDevice<T extends { readonly method: LoginMethod }>(
  decision: Decision<T>,
  device: Device,
  policy: Pick<Policy, "trustedDevices" | "devicesFrom">,
  { now, rules }: At,
): Decision<T> {
  if (!decision.write || !decision.outcome.ok || !mayTrustDevice(decision.outcome.method)) return decision;
  const { account, also = [] } = decision.write;
  const others = livingDevices(account, policy, now);
  const byUse = others.toSorted((one, other) => one.lastUsedAt - other.lastUsedAt);
  const pushedOut = byUse.slice(0, Math.max(0, others.length + 1 - rules.maxTrustedDevices));
  return {
    ...decision,
    write: {
      ...decision.write,
      account: { ...account, devices: [...others.filter((one) => !pushedOut.includes(one)), device] },
      also: [
        ...also,
        { type: "device.trusted", data: { deviceId: device.id } },
        ...pushedOut.map(({ id }) => ended(id, "pushed_out")),
        ...account.devices.filter((one) => isBefore(one, policy.devicesFrom)).map(({ id }) => ended(id, "policy")),
      ],
    },
  };
}

/** Ends one device, or with null all. Nothing is written where there is none. */
export function endDevices(account: Account, which: string | null, why: "user" | "admin"): Decision<object> {
  const isMeant = ({ id }: Device): boolean => which === null || id === which;
  const [event, ...also] = account.devices.filter(isMeant).map(({ id }) => ended(id, why));
  if (event === undefined) return { outcome: { ok: true } };
  const devices = account.devices.filter((device) => !isMeant(device));
  return {
    write: { account: { ...account, devices }, event, ...(also.length > 0 && { also }) },
    outcome: { ok: true },
  };
}

/** For a write that takes something away on which the devices stood. */
export const withoutDevices = (
  { devices }: Account,
  why: "factor" | "admin" | "user",
): { readonly devices: readonly Device[]; readonly also?: readonly EventDraft[] } => ({
  devices: [],
  ...(devices.length > 0 && { also: devices.map(({ id }) => ended(id, why)) }),
});
