import { accept, loginRefused, type Verified } from "../../account/accept.ts";
import { verifyBypassCode } from "../../account/help-desk.ts";
import {
  type Account,
  backupCodeCount,
  type BackupCodeSet,
  backupCodesId,
  digestBytes,
  digestMatches,
  isEnabled,
  isUsed,
  markUsed,
} from "../../account/account.ts";
import type { BypassCode } from "../../account/help-desk-state.ts";
import { withNewCodes } from "../../account/enroll.ts";
import { type At, type Decision, refuse } from "../../account/decision.ts";
import type { SecondFactor } from "../../account/step-up.ts";
import { wrongCode } from "../../account/guesses.ts";
import { bypassMark, readCode } from "../typed-code.ts";
import { scrypt } from "node:crypto";
import type { Random } from "../../ports/clock.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import type { Instant } from "../../account/instant.ts";
import type { Verifies } from "../flow.ts";
import type { ProofOf } from "../proof.ts";

/** Crockford's base 32: no I, L, O, U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const randomLength = 11;
export const backupCodeRandomBytes = backupCodeCount * randomLength;

/** Ten codes from `backupCodeRandomBytes` random bytes. The first character is the code's index, 55 random bits follow. */
export const backupCodesFrom = (random: Uint8Array): readonly string[] =>
  Array.from({ length: backupCodeCount }, (_, index) => {
    const bytes = random.subarray(index * randomLength, (index + 1) * randomLength);
    return codeText(index, [...bytes]);
  });

/** `first` and eleven characters of bytes. */
export const codeText = (first: number, bytes: readonly number[]): string =>
  [first, ...bytes.slice(0, randomLength)]
    .map((byte) => alphabet.charAt(byte & 31))
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");

/** A typed code in its plain form; null if it has not the shape of a backup code. */
export function normalizeBackupCode(typed: string): string | null {
  const read = readCode(typed);
  return read?.kind === "backup" ? read.code : null;
}

export const backupCodeIndex = (plain: string): number => alphabet.indexOf(plain.charAt(0));

/** A backup code: `index` is its first character, `digest` its hash with the salt of this account's set. */
export function verifyBackupCode(
  account: Account,
  { index, digest }: { readonly index: number; readonly digest: Uint8Array },
  at: At,
): Decision<Verified> {
  const refusal = loginRefused(account, "backup_code", at);
  if (refusal) return refusal;
  const set = account.backupCodes;
  if (set === null || !digestMatches(set, index, digest)) return wrongCode(account, "backup_code", at);
  if (isUsed(set, index)) return refuse({ code: "code_already_used" });
  return accept({ ...account, backupCodes: markUsed(set, index) }, "backup_code", null);
}

/** New backup codes take the place of the old ones, which stop working with this write, as do the tokens that they earned; the token `by` that makes them counts on. */
export function regenerate(
  account: Account,
  backupCodes: BackupCodeSet,
  by: SecondFactor | null,
  at: At,
): Decision<object> {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  const endsItself = by !== null && by.factorId === backupCodesId(account.backupCodes);
  const exemptTokenId = endsItself ? by.tokenId : account.exemptTokenId;
  return {
    write: {
      account: { ...withNewCodes(account, backupCodes, at), exemptTokenId },
      event: { type: "backup_codes.regenerated", data: { count: backupCodeCount } },
    },
    outcome: { ok: true },
  };
}

const saltBytes = 16;
/** OWASP ASVS 5.0, 6.5.2: a password hash, because 55 bits are less than 112. */
const cost = { N: 2 ** 14, r: 8, p: 1 };

/** Ten new codes in the clear, to be shown once, and the set that is kept of them. */
export async function newBackupCodes(
  { vault, random }: { readonly vault: Vault; readonly random: Random },
  user: UserKey,
  generatedAt: Instant,
): Promise<{ readonly codes: readonly string[]; readonly set: BackupCodeSet }> {
  const codes = backupCodesFrom(random.bytes(backupCodeRandomBytes));
  const salt = random.bytes(saltBytes);
  const digests = await Promise.all(
    codes.map(async (code) => digestOf(vault, user, { kind: "backup", plain: normalizeBackupCode(code) ?? "" }, salt)),
  );
  return { codes, set: { generatedAt, salt, digests: Buffer.concat(digests), used: 0 } };
}

/** Digest of a typed code in this set: one scrypt, since the first character names the code that it claims to be. */
async function backupCodeClaim(
  vault: Vault,
  user: UserKey,
  plain: string,
  set: BackupCodeSet | null,
): Promise<{ readonly index: number; readonly digest: Uint8Array }> {
  const index = backupCodeIndex(plain);
  return {
    index,
    digest: set === null ? new Uint8Array() : await digestOf(vault, user, { kind: "backup", plain }, set.salt),
  };
}

/** scrypt over a keyed hash: a stolen table alone cannot be searched (NIST SP 800-63B-4 section 3.1.2.2). The index makes each code's salt its own. */
async function digestOf(
  vault: Vault,
  user: UserKey,
  { kind, plain }: { readonly kind: "backup" | "bypass"; readonly plain: string },
  setSalt: Uint8Array,
): Promise<Buffer> {
  const keyed = await vault.mac({ tenant: user.tenant, purpose: "codes", about: [user.ref, kind] }, Buffer.from(plain));
  const salt = Buffer.concat([setSalt, Buffer.from([backupCodeIndex(plain)])]);
  return new Promise((resolve, reject) => {
    scrypt(keyed, salt, digestBytes, cost, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

export const backupCodeVerifies: Verifies<ProofOf<"backup_code">> = {
  needsChallenges: false,
  async verify(vault, { user }, { account }, { plain }, at) {
    return verifyBackupCode(account, await backupCodeClaim(vault, user, plain, account.backupCodes), at);
  },
};

/** A code of 55 random bits in the clear, to be shown once, and what is kept of it. */
export async function newBypassCode(
  { vault, random }: { readonly vault: Vault; readonly random: Random },
  user: UserKey,
): Promise<{ readonly code: string; readonly stored: Pick<BypassCode, "salt" | "digest"> }> {
  const code = codeText(alphabet.indexOf(bypassMark), [...random.bytes(randomLength)]);
  const salt = random.bytes(saltBytes);
  const digest = await digestOf(vault, user, { kind: "bypass", plain: code.replaceAll("-", "") }, salt);
  return { code, stored: { salt, digest: new Uint8Array(digest) } };
}

export const bypassCodeVerifies: Verifies<ProofOf<"bypass_code">> = {
  needsChallenges: false,
  async verify(vault, { user }, { account }, { plain }, at) {
    // The same work for a code that nobody issued.
    const salt = account.bypassCode?.salt ?? account.backupCodes?.salt;
    const digest = salt === undefined ? new Uint8Array() : await digestOf(vault, user, { kind: "bypass", plain }, salt);
    return verifyBypassCode(account, digest, at);
  },
};

/** The text file that a user keeps: what it is, the codes, and what to do with them. */
export const backupCodesFile = ({
  issuerName,
  backupCodes,
  generatedAt,
}: {
  readonly issuerName: string;
  readonly backupCodes: readonly string[];
  readonly generatedAt: string;
}): string =>
  [
    `${issuerName}: backup codes, made on ${generatedAt.slice(0, 10)}`,
    "",
    ...backupCodes,
    "",
    "Each code works once, in the place of the code from your phone.",
    "Keep them where your phone is not. New codes make these useless.",
    "",
  ].join("\n");
