import assert from "node:assert/strict";
import type { Account } from "../../../shared/account/account.ts";
import {
  type DeviceTerms,
  type DeviceToken,
  newDevice,
  recognizeDevice,
  withDevice,
} from "../../../shared/account/devices.ts";
import type { Decision } from "../../../shared/account/decision.ts";
import type { Verified } from "../../../shared/account/accept.ts";
import { at, day, second } from "../examples.ts";

/** Few days, so that histories see the end of some. */
const days = 2;
const most = 5;
const terms: DeviceTerms = { trustedDevices: { days }, devicesFrom: null, passwordChangedAt: null };

interface KnownDevice {
  readonly id: string;
  readonly madeAt: number;
  /** The instants of the logins that it did. */
  logins: readonly number[];
}

/** The devices of one user, told from what they did: a token is the number of logins before it. It shares no rule with the implementation. */
export function newDeviceHistory() {
  let devices: readonly KnownDevice[] = [];
  const lastUse = ({ madeAt, logins }: KnownDevice): number => logins.at(-1) ?? madeAt;
  const living = (now: number) => devices.filter(({ madeAt }) => now < madeAt - (madeAt % second) + days * day);

  return {
    allGo(): void {
      devices = [];
    },
    made(id: string, now: number): void {
      const byUse = living(now).toSorted((one, other) => lastUse(other) - lastUse(one));
      const kept = new Set(byUse.slice(0, most - 1));
      devices = [...living(now).filter((one) => kept.has(one)), { id, madeAt: now, logins: [] }];
    },
    /** Whether the login is allowed. */
    brought({ deviceId, uses }: DeviceToken, now: number): boolean {
      const device = living(now).find(({ id }) => id === deviceId);
      if (device === undefined) return false;
      if (uses === device.logins.length) {
        device.logins = [...device.logins, now];
        return true;
      }
      if (uses === device.logins.length - 1 && now - lastUse(device) <= 10 * second) return true;
      devices = devices.filter((one) => one !== device);
      return false;
    },
    view: (now: number) => living(now).map(({ id, logins }) => ({ id, uses: logins.length })),
  };
}

export const devicesOf = ({ devices }: Account, now: number) =>
  devices.filter(({ until }) => now < until).map(({ id, uses }) => ({ id, uses }));

/** A right code that has its device remembered. */
export const trusting = (decision: Decision<Verified>, id: string, now: number): Decision<Verified> =>
  withDevice(decision, newDevice(id, "Browser", days, now), terms, at(now));

/** A login with one token; `uses` of a device that the history knows, or an invented one. */
export const bringing = (account: Account, token: DeviceToken, now: number) =>
  recognizeDevice(account, [token], terms, at(now));

/** Has to be true of the devices of every account: none without a factor, no more than the limit, each once. */
export function expectSoundDevices({ devices }: Account, isEnabled: boolean): void {
  assert.ok(isEnabled || devices.length === 0);
  assert.ok(devices.length <= most);
  assert.equal(new Set(devices.map(({ id }) => id)).size, devices.length);
}
