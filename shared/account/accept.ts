import { type Account, activeSms, activeTotp, countryOf, type Factor, isEnabled, replaceFactor } from "./account.ts";
import { digestMatches, isUsed, markUsed, remainingBackupCodes } from "./backup-codes.ts";
import type { Challenge } from "./challenges.ts";
import { type At, type Decision, refuse } from "./decision.ts";
import { clearFailures, closed } from "./guesses.ts";
import { countWrongGuess, redeemChallenge, spendChallenge } from "../factors/sms/redeem-challenge.ts";
import { matchingSteps } from "../factors/totp/codes.ts";
import { wrongCode } from "./wrong-code.ts";

export type LoginMethod = "totp" | "sms" | "backup_code";

export interface Verified {
  readonly method: LoginMethod;
  /** Null for a backup code, which is no factor. */
  readonly factorId: string | null;
  readonly backupCodesRemaining: number;
  readonly epoch: number;
}

/** Six digits without a challenge: the code of any of the user's authenticator apps. `secrets` is by factor id. */
export function verifyTotp(
  account: Account,
  { code, secrets }: { readonly code: string; readonly secrets: ReadonlyMap<string, Uint8Array> },
  at: At,
): Decision<Verified> {
  const shut = refusalBefore(account, "totp", at);
  if (shut) return shut;
  const matches = activeTotp(account).map((factor) => {
    const secret = secrets.get(factor.id);
    return { factor, steps: secret ? matchingSteps(secret, code, at.now, at.rules.totpWindow) : [] };
  });
  for (const { factor, steps } of matches) {
    // RFC 6238 section 5.2: greater than the last accepted step, so neither this code nor an older one works again.
    const step = steps.findLast((candidate) => candidate > factor.lastStep);
    if (step !== undefined) return accept(replaceFactor(account, { ...factor, lastStep: step }), "totp", factor);
  }
  return matches.some(({ steps }) => steps.length > 0)
    ? refuse({ code: "code_already_used" })
    : wrongCode(account, "totp", at);
}

/** Six digits with the challenge that they answer. `mac` is the keyed hash of the typed code under that challenge. */
export function verifySms(
  account: Account,
  {
    challengeId,
    challenges,
    mac,
  }: { readonly challengeId: string; readonly challenges: readonly Challenge[]; readonly mac: Uint8Array },
  at: At,
): Decision<Verified> {
  const shut = refusalBefore(account, "sms", at);
  if (shut) return shut;
  const factor = activeSms(account).find(({ challenge }) => challenge?.id === challengeId);
  if (!factor) return refuse({ code: "challenge_expired" });
  const challenge = challenges.find(({ id }) => id === challengeId);
  switch (redeemChallenge(factor, challenge, mac, at)) {
    case "right":
      return accept(replaceFactor(account, spendChallenge(factor)), "sms", factor);
    case "wrong":
      return wrongCode(replaceFactor(account, countWrongGuess(factor)), "sms", at);
    case "used":
      return refuse({ code: "code_already_used" });
    case "expired":
      return refuse({ code: "challenge_expired" });
  }
}

/** A backup code: `index` is its first character, `digest` what it hashes to with the salt of this account's set. */
export function verifyBackupCode(
  account: Account,
  { index, digest }: { readonly index: number; readonly digest: Uint8Array },
  at: At,
): Decision<Verified> {
  const shut = refusalBefore(account, "backup_code", at);
  if (shut) return shut;
  const set = account.backupCodes;
  if (set === null || !digestMatches(set, index, digest)) return wrongCode(account, "backup_code", at);
  if (isUsed(set, index)) return refuse({ code: "code_already_used" });
  return accept({ ...account, backupCodes: markUsed(set, index) }, "backup_code", null);
}

function refusalBefore(account: Account, method: LoginMethod, at: At): Decision<never> | null {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  const refusal = closed(account, method, at);
  return refusal && refuse(refusal);
}

function accept(account: Account, method: LoginMethod, factor: Factor | null): Decision<Verified> {
  const country = factor?.type === "sms" ? countryOf(factor) : {};
  const backupCodesRemaining = remainingBackupCodes(account.backupCodes);
  return {
    write: {
      account: clearFailures(account, method),
      event: { type: "login.succeeded", data: { method, backupCodesRemaining, ...country } },
    },
    outcome: { ok: true, method, factorId: factor?.id ?? null, backupCodesRemaining, epoch: account.epoch },
  };
}
