import { timingSafeEqual } from "node:crypto";
import { type Instant, seconds } from "../../account/instant.ts";
import type { Random } from "../../ports/clock.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import type { PasskeyFactor } from "../../account/factor.ts";
import type { PasskeyPolicy } from "../../account/policy-fields.ts";
import type { RelyingParty } from "../../settings/webauthn.ts";
import { algorithms } from "./assertion.ts";
import type { Credential } from "./credential.ts";

/**
 * The challenge of a login proves itself, so that a login decision writes nothing: 16 random bytes, 5 of the expiry in seconds, and
 * 16 of a keyed hash over the account's counter of passkey logins and these 21. The redeeming write raises the counter: with it every
 * challenge that was made before is dead.
 */
const randomLength = 16;
const bodyLength = randomLength + 5;
const macLength = 16;
const challengeLength = bodyLength + macLength;

export async function loginChallenge(
  { vault, random }: { readonly vault: Vault; readonly random: Random },
  user: UserKey,
  passkeyLogins: number,
  expiresAt: Instant,
): Promise<Uint8Array> {
  const body = Buffer.alloc(bodyLength);
  body.set(random.bytes(randomLength));
  body.writeUIntBE(Math.floor(expiresAt / seconds(1)), randomLength, bodyLength - randomLength);
  return Buffer.concat([body, await loginMac(vault, user, passkeyLogins, body)]);
}

/** Whether a challenge is one of ours, of this user, made since the last passkey login, and in its time. */
export async function isLiveChallenge(
  vault: Vault,
  user: UserKey,
  passkeyLogins: number,
  challenge: Uint8Array,
  now: Instant,
): Promise<boolean> {
  if (challenge.length !== challengeLength) return false;
  const body = Buffer.from(challenge.subarray(0, bodyLength));
  const mac = await loginMac(vault, user, passkeyLogins, body);
  const expiresAt = seconds(body.readUIntBE(randomLength, bodyLength - randomLength));
  return timingSafeEqual(mac, challenge.subarray(bodyLength)) && expiresAt > now;
}

async function loginMac(vault: Vault, { tenant, ref }: UserKey, passkeyLogins: number, body: Uint8Array) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(passkeyLogins));
  const context = { tenant, purpose: "codes", about: [ref, "passkey-login"] } as const;
  return (await vault.mac(context, Buffer.concat([counter, body]))).subarray(0, macLength);
}

/** The challenge of a set-up is one and the same until it is confirmed or over, so nothing is stored of it. */
export const registrationChallenge = async (
  vault: Vault,
  { tenant, ref }: UserKey,
  factorId: string,
): Promise<Uint8Array> =>
  vault.mac({ tenant, purpose: "codes", about: [ref, "passkey", factorId] }, Buffer.from("register"));

/** WebAuthn Level 3 section 5.4.3: names the user to the authenticator, and nobody else can tell whom it names. */
export const userHandleOf = async (vault: Vault, { tenant, ref }: UserKey): Promise<Uint8Array> =>
  vault.mac({ tenant, purpose: "identity", about: [ref, "user-handle"] }, new Uint8Array());

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const longestTimeout = 300_000;
const publicKey = "public-key" as const;

/** An active passkey with its credential. */
export interface UsablePasskey {
  readonly factor: PasskeyFactor;
  readonly credential: Credential;
}

const descriptor = ({ factor, credential }: UsablePasskey) => ({
  type: publicKey,
  id: text(credential.id),
  ...(factor.transports.length > 0 && { transports: [...factor.transports] }),
});

/** The `authenticator` that a set-up asks for. The slots of a security key are few, so none is taken without need. */
const selections = {
  any: { residentKey: "preferred", hints: [] },
  "this-device": { residentKey: "preferred", attachment: "platform", hints: ["client-device"] },
  "security-key": { residentKey: "discouraged", attachment: "cross-platform", hints: ["security-key"] },
} as const satisfies Record<string, Selection>;
interface Selection {
  readonly residentKey: "preferred" | "discouraged";
  readonly attachment?: "platform" | "cross-platform";
  readonly hints: readonly ("client-device" | "security-key")[];
}
export type AuthenticatorChoice = keyof typeof selections;

/** WebAuthn Level 3 section 5.4. `timeout`: milliseconds that are left of the set-up. */
export function creationOptions({
  party: { rpId, rpName },
  userHandle,
  name,
  challenge,
  timeout,
  registered,
  authenticator,
  userVerification,
}: {
  readonly party: RelyingParty;
  readonly userHandle: Uint8Array;
  readonly name: string;
  readonly challenge: Uint8Array;
  readonly timeout: number;
  readonly registered: readonly UsablePasskey[];
  readonly authenticator: AuthenticatorChoice;
  readonly userVerification: PasskeyPolicy["userVerification"];
}) {
  const selection: Selection = selections[authenticator];
  return {
    rp: { id: rpId, name: rpName },
    user: { id: text(userHandle), name, displayName: name },
    challenge: text(challenge),
    pubKeyCredParams: algorithms.map((alg) => ({ type: publicKey, alg })),
    timeout: Math.min(timeout, longestTimeout),
    attestation: "none" as const,
    excludeCredentials: registered.map(descriptor),
    authenticatorSelection: {
      residentKey: selection.residentKey,
      userVerification,
      ...(selection.attachment && { authenticatorAttachment: selection.attachment }),
    },
    hints: [...selection.hints],
  };
}

/** Section 5.5. Null where no passkey is usable: an empty list would ask for any passkey of the site. */
export function requestOptions(
  { rpId }: RelyingParty,
  usable: readonly UsablePasskey[],
  { challenge, userVerification }: { readonly challenge: Uint8Array } & Pick<PasskeyPolicy, "userVerification">,
) {
  if (usable.length === 0) return null;
  const preferredFirst = usable.toSorted((one, other) => Number(other.factor.preferred) - Number(one.factor.preferred));
  return {
    challenge: text(challenge),
    rpId,
    allowCredentials: preferredFirst.map(descriptor),
    userVerification,
    timeout: longestTimeout,
  };
}
