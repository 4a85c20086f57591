import { createHash } from "node:crypto";
import type { Transport } from "../../shared/account/factor.ts";
import { kinds } from "../../shared/account/kinds.ts";
import { isVisible } from "../../shared/contract/admin-schemas.ts";
import { isCountryAllowed } from "../../shared/account/policy.ts";
import { rulesSchema } from "../../shared/account/rules.ts";
import type { Credential } from "../../shared/factors/passkey/credential.ts";
import { readCoseKey } from "../../shared/factors/passkey/registration.ts";
import { parsePhoneNumber } from "../../shared/factors/sms/flows.ts";
import type { TrustedIssuer } from "../../shared/settings/issuer.ts";
import { type ImportedFactor, type ImportedPasskey, type ImportedUser, RowFault } from "./imported.ts";

/** A factor that can be taken, in the form of our own. */
export type CheckedFactor = Pick<ImportedFactor, "label" | "createdAt" | "preferred"> &
  (
    | { readonly type: "totp"; readonly secret: Uint8Array; readonly lastStep: number | null }
    | { readonly type: "sms"; readonly e164: string; readonly country: string; readonly preRegistered: boolean }
    | {
        readonly type: "passkey";
        readonly credential: Omit<Credential, "factorId">;
        readonly signCount: number;
        readonly backupEligible: boolean | undefined;
        readonly transports: readonly Transport[];
      }
  );

export interface CheckedUser extends Omit<ImportedUser, "factors" | "preRegisteredPhone"> {
  readonly issuer: string;
  readonly factors: readonly CheckedFactor[];
  readonly preRegisteredPhone: string | null;
  /** One of the apps has a secret under 128 bits (RFC 4226 section 4, R6). */
  readonly weak: boolean;
}

export interface Destination {
  readonly issuers: readonly TrustedIssuer[];
  readonly issuerId: string;
  /** Countries that the organisation may send SMS to. */
  readonly smsCountries: readonly string[];
  /** That the source's passkeys were made for; undefined: nobody said. */
  readonly rpId: string | undefined;
  /** Also ids with invisible characters: of an export of our own, whose users are known by them. */
  readonly takesAnyId: boolean;
}

const weakBelow = 16;
/** The deployment may have other numbers; these bound what an item can hold. */
const rules = rulesSchema.parse({});

/** Throws a `RowFault` for what cannot be taken along: a user is taken whole or not at all. */
export function checkUser(user: ImportedUser, to: Destination): CheckedUser {
  const issuer = to.issuers.find(({ id }) => id === (user.issuer ?? to.issuerId));
  if (issuer === undefined) throw new RowFault("issuer", "is no issuer of this stage");
  const { userId } = user;
  if (userId.trim() === "" || userId.length > 255 || !userId.isWellFormed())
    throw new RowFault("userId", "is no id of a user");
  if (!to.takesAnyId && !isVisible(userId)) throw new RowFault("userId", "has an invisible or broken character");
  const factors = user.factors.map((factor, index) => checkFactor(factor, `factors.${String(index)}`, issuer, to));
  for (const [type, kind] of Object.entries(kinds))
    if (factors.filter((factor) => factor.type === type).length > rules[kind.most])
      throw new RowFault("factors", `has more than ${String(rules[kind.most])} of a kind`);
  const registered = user.preRegisteredPhone;
  return {
    ...user,
    issuer: issuer.id,
    factors,
    preRegisteredPhone: registered === undefined ? null : phoneOf(registered, "preRegisteredPhone", to).e164,
    weak: factors.some((factor) => "secret" in factor && factor.secret.length < weakBelow),
  };
}

function checkFactor(factor: ImportedFactor, at: string, issuer: TrustedIssuer, to: Destination): CheckedFactor {
  switch (factor.type) {
    case "totp":
      return factor;
    case "sms": {
      const { preRegistered = false, label, createdAt, preferred } = factor;
      const phone = phoneOf(factor.phoneNumber, `${at}.phoneNumber`, to);
      return { type: "sms", ...phone, preRegistered, label, createdAt, preferred };
    }
    case "passkey":
      return checkPasskey(factor, at, issuer, to);
  }
}

function phoneOf(text: string, field: string, { smsCountries }: Destination) {
  const number = parsePhoneNumber(text);
  if (!number.ok) throw new RowFault(field, "is no mobile number with its country code (+41…)");
  if (!isCountryAllowed(number.country, smsCountries))
    throw new RowFault(field, `is of a country that gets no SMS here (${number.country}): allow it first`);
  return { e164: number.e164, country: number.country };
}

/** A passkey works only at the site that it was made for. That it is the same, nothing in a file can prove: the first login does. */
function checkPasskey(
  factor: ImportedPasskey,
  at: string,
  { webauthn }: TrustedIssuer,
  { rpId: said }: Destination,
): CheckedFactor {
  const rpId = factor.rpId ?? said;
  if (rpId === undefined)
    throw new RowFault(at, "is a passkey: name the site that it was made for, --rp-id example.com");
  if (webauthn?.rpId !== rpId) throw new RowFault(`${at}.rpId`, `is another site than the issuer's (webauthn.rpId)`);
  const key = readCoseKey(factor.publicKey);
  if (key === null) throw new RowFault(`${at}.publicKey`, "is no COSE key of ES256, EdDSA or RS256");
  const { credentialId: id, aaguid, userHandle, signCount, backupEligible, transports } = factor;
  const { label, createdAt, preferred } = factor;
  const userHandleHash = userHandle ? createHash("sha256").update(userHandle).digest() : factor.userHandleHash;
  if (userHandleHash !== undefined && userHandleHash.length !== 32)
    throw new RowFault(`${at}.userHandleHash`, "is no SHA-256");
  const credential = { id, aaguid, ...key, ...(userHandleHash && { userHandleHash }) };
  return { type: "passkey", credential, signCount, backupEligible, transports, label, createdAt, preferred };
}
