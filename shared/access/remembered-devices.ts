import { timingSafeEqual } from "node:crypto";
import type { Device } from "../account/account.ts";
import type { At, Decision, Outcome } from "../account/decision.ts";
import { deviceExpiry, type DeviceTerms, type DeviceToken, newDevice, recognizeDevice } from "../account/devices.ts";
import { type Instant, isoTime } from "../account/instant.ts";
import type { Policy } from "../account/policy.ts";
import type { Caller, SignTokens } from "../identity/caller.ts";
import { isInFuture } from "../identity/verify-jwt.ts";
import type { AccountWithChallenges, UserKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import type { Services } from "../runtime/services.ts";
import { type AccountAccess, holdsRole } from "./account-access.ts";
import { currentPolicy } from "./organisation-policy.ts";

/** The token of a device: `dvc_` and base64url of its id, the number of its uses and a keyed hash of both. */
const prefix = "dvc_";
const idBytes = 8;
const usesBytes = 3;
const macBytes = 16;
const named = idBytes + usesBytes;
const shape = /^dvc_[\w-]{36}$/;

/** For whom a token counts: the keyed hash is made over all of it. */
export interface DeviceOwner {
  readonly user: UserKey;
  readonly caller: Caller;
  readonly app: string;
}

/** The vault puts its length before each part, so no two lists of apps give the same hash. */
async function macOf(vault: Vault, { user, caller, app }: DeviceOwner, bytes: Uint8Array): Promise<Buffer> {
  const about = ["device", user.ref, app, ...caller.audience.toSorted()];
  return Buffer.from(await vault.mac({ tenant: user.tenant, purpose: "codes", about }, bytes)).subarray(0, macBytes);
}

async function tokenOf(vault: Vault, owner: DeviceOwner, deviceId: string, uses: number): Promise<string> {
  const bytes = Buffer.alloc(named);
  bytes.write(deviceId.slice("dev_".length), "base64url");
  bytes.writeUIntBE(uses, idBytes, usesBytes);
  return prefix + Buffer.concat([bytes, await macOf(vault, owner, bytes)]).toString("base64url");
}

/** The token that a good one is exchanged for: the same whether it is the last or the one before. */
const nextToken = async (
  { vault }: Pick<Services, "vault">,
  owner: DeviceOwner,
  { deviceId, uses }: DeviceToken,
): Promise<string> => tokenOf(vault, owner, deviceId, uses + 1);

/** Tokens of this user, app and tenant. Others are no business of this login: a browser may have several users. */
async function readTokens(
  { vault }: Pick<Services, "vault">,
  owner: DeviceOwner,
  tokens: readonly string[],
): Promise<readonly DeviceToken[]> {
  const read = await Promise.all(
    tokens.map(async (token, index): Promise<DeviceToken | null> => {
      if (!shape.test(token)) return null;
      const bytes = Buffer.from(token.slice(prefix.length), "base64url");
      const mac = await macOf(vault, owner, bytes.subarray(0, named));
      if (!timingSafeEqual(mac, bytes.subarray(named))) return null;
      const deviceId = `dev_${bytes.subarray(0, idBytes).toString("base64url")}`;
      return { index, deviceId, uses: bytes.readUIntBE(idBytes, usesBytes) };
    }),
  );
  return read.filter((token) => token !== null);
}

/**
 * The terms on which a login's devices count; null: none is looked at, and none is made. A claim that should tell of a new password
 * and does not leaves nothing to go by. Whoever has power over others is always asked.
 */
function deviceTerms(
  { settings }: Pick<Services, "settings">,
  { passwordChangedAt, issuerId, roles }: Caller,
  { trustedDevices, devicesFrom }: Policy,
  now: Instant,
): DeviceTerms | null {
  const issuer = settings.trustedIssuers.find(({ id }) => id === issuerId);
  if (issuer === undefined || trustedDevices.days === 0) return null;
  const { passwordChangedClaim } = issuer;
  if (holdsRole(issuer, roles)) return null;
  const isTold = passwordChangedAt !== null && !isInFuture(passwordChangedAt / 1000, now);
  if (passwordChangedClaim !== undefined && !isTold) return null;
  return { trustedDevices, devicesFrom, passwordChangedAt };
}

/** Days for which a right code may make the caller's browser a remembered device; 0: it may not. */
export const rememberableDays = (
  services: Pick<Services, "settings">,
  caller: Caller,
  policy: Policy,
  now: Instant,
): number => (deviceTerms(services, caller, policy, now) === null ? 0 : policy.trustedDevices.days);

/**
 * A device that a code is about to make, with its first token: ready before the code is redeemed, since nothing may fail afterwards. Null
 * where the organisation or the login does not allow it.
 */
export async function deviceToBe(
  services: Services,
  owner: DeviceOwner,
  label: string,
  now: Instant,
): Promise<{ readonly device: Device; readonly token: string; readonly policy: Policy } | null> {
  const policy = await currentPolicy(services, owner.caller.tenant);
  if (deviceTerms(services, owner.caller, policy, now) === null) return null;
  const id = `dev_${Buffer.from(services.random.bytes(idBytes)).toString("base64url")}`;
  const device = newDevice(id, label, policy.trustedDevices.days, now);
  return { device, token: await tokenOf(services.vault, owner, id, 0), policy };
}

interface LoginByDevice {
  /** The answer of a login that a device completes; null where none does. */
  readonly remembered: {
    readonly assertion: string;
    readonly expiresAt: string;
    readonly remembered: { readonly index: number; readonly token: string; readonly expiresAt: string };
    readonly failedSinceLastLogin: number;
    readonly forget?: number[];
  } | null;
  readonly state: AccountWithChallenges;
  /** A field of the answer, if there is anything to forget. */
  readonly forget: { readonly forget?: number[] };
}

/**
 * Reads the account, and completes the login in the same step if one of the devices may. The policy is that of a minute ago at most: an
 * end of all devices by it is seen by then, and everything else at once.
 */
export async function loginByDevice(
  services: Services,
  owner: DeviceOwner,
  account: AccountAccess,
  {
    brought,
    policy,
    sign,
    at,
  }: { readonly brought: readonly string[]; readonly policy: Policy; readonly sign: SignTokens; readonly at: At },
): Promise<Outcome<LoginByDevice>> {
  const { caller, app } = owner;
  const terms = deviceTerms(services, caller, policy, at.now);
  const tokens = terms === null ? [] : await readTokens(services, owner, brought);
  if (terms === null || tokens.length === 0) {
    const read = await account.read(true);
    return read.ok ? { ok: true, remembered: null, state: read, forget: {} } : read;
  }
  // Both answers are ready before the write: a token of either age is exchanged for the same one.
  const next = new Map(
    await Promise.all(tokens.map(async (one) => [one, await nextToken(services, owner, one)] as const)),
  );
  return account.change(async (state): Promise<Decision<LoginByDevice>> => {
    const { write, outcome } = recognizeDevice(state.account, tokens, terms, at);
    if (!outcome.ok) return { outcome };
    const { used, failedBefore } = outcome;
    const forget = outcome.forget.length > 0 ? { forget: [...outcome.forget] } : {};
    const answer = async ({ token, until }: NonNullable<typeof used>) => {
      const login = { caller, app, proof: null, remembered: true, epoch: state.account.epoch, now: at.now };
      const { assertion, expiresAt } = await sign(login);
      const remembered = { index: token.index, token: next.get(token) ?? "", expiresAt: isoTime(until) };
      return { assertion, expiresAt: isoTime(expiresAt), remembered, failedSinceLastLogin: failedBefore, ...forget };
    };
    const remembered = used && (await answer(used));
    return { ...(write && { write }), outcome: { ok: true, remembered, state, forget } };
  }, true);
}

/** A device as the API shows it. */
export const deviceView = (device: Device, policy: Pick<Policy, "trustedDevices">) => ({
  id: device.id,
  label: device.label,
  createdAt: isoTime(device.createdAt),
  lastUsedAt: isoTime(device.lastUsedAt),
  expiresAt: isoTime(deviceExpiry(device, policy)),
});
