import type { Account } from "../../../shared/account/account.ts";
import { methods } from "../../../shared/account/guess-budget.ts";
import type { Outcome } from "../../../shared/account/decision.ts";
import { devicesOf } from "./known-devices.ts";
import { type Answer, ok } from "./guess-history.ts";

/** A decision's answer in the oracle's words. */
export function answerOf(outcome: Outcome<object>): Answer {
  if (outcome.ok) return ok;
  const { refusal } = outcome;
  const isWait = refusal.code === "too_many_attempts" || refusal.code === "sms_limit_reached";
  return isWait ? { code: refusal.code, retryAt: refusal.retryAt } : { code: refusal.code };
}

/** The part of an account that an oracle can know. */
export const viewOf = (account: Account, now: number) => {
  const { factors, backupCodes, epoch, exemptTokenId, guesses } = account;
  return {
    devices: devicesOf(account, now),
    factors: factors.map((factor) => ({
      id: factor.id,
      type: factor.type,
      isActive: factor.activeSince !== null,
      isDisabled: factor.disabled === true,
      highestStep: factor.type === "totp" ? factor.lastStep : 0,
    })),
    codes: backupCodes && 10 - backupCodes.used.toString(2).replaceAll("0", "").length,
    epoch,
    lastRemover: exemptTokenId,
    failures: methods.map((method) => guesses[method].failures),
  };
};
