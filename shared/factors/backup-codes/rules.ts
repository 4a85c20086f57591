import { accept, loginRefused, type Verified } from "../../account/accept.ts";
import { type Account, isEnabled } from "../../account/account.ts";
import { withNewCodes } from "../../account/activate.ts";
import {
  type BackupCodeSet,
  backupCodeCount,
  backupCodesId,
  digestMatches,
  isUsed,
  markUsed,
} from "../../account/backup-codes.ts";
import { type At, type Decision, refuse } from "../../account/decision.ts";
import type { SecondFactor } from "../../account/step-up.ts";
import { wrongCode } from "../../account/guesses.ts";
import { readCode } from "../typed-code.ts";

/** Crockford's base 32: no I, L, O, U. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const randomLength = 11;
export const backupCodeRandomBytes = backupCodeCount * randomLength;

/** Ten codes from `backupCodeRandomBytes` random bytes. The first character is the code's index, 55 random bits follow. */
export const backupCodesFrom = (random: Uint8Array): readonly string[] =>
  Array.from({ length: backupCodeCount }, (_, index) => {
    const bytes = random.subarray(index * randomLength, (index + 1) * randomLength);
    const code = [index, ...bytes].map((byte) => alphabet.charAt(byte & 31)).join("");
    return code.replace(/(.{4})(?=.)/g, "$1-");
  });

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
export function regenerate(account: Account, backupCodes: BackupCodeSet, by: SecondFactor | null): Decision<object> {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  const endsItself = by !== null && by.factorId === backupCodesId(account.backupCodes);
  const sparedAssertion = endsItself ? by.tokenId : account.sparedAssertion;
  return {
    write: {
      account: { ...withNewCodes(account, backupCodes), sparedAssertion },
      event: { type: "backup_codes.regenerated", data: { count: backupCodeCount } },
    },
    outcome: { ok: true },
  };
}
