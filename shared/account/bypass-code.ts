import { accept, loginRefused, type Verified } from "./accept.ts";
import { type Account, isEnabled } from "./account.ts";
import type { BypassCode } from "./help-desk-state.ts";
import { type At, type Decision, refuse } from "./decision.ts";
import { clearFailures, wrongCode } from "./guesses.ts";
import { hourMillis, type Instant } from "./instant.ts";
import { timingSafeEqual } from "node:crypto";

const bypassUntil = (hours: number, now: Instant): Instant => now + hours * hourMillis;

/** The code that still completes a login; null: there is none. */
export const livingBypassCode = ({ bypassCode }: Account, { now }: Pick<At, "now">): BypassCode | null =>
  bypassCode && !bypassCode.used && now < bypassCode.until ? bypassCode : null;

/** A new code takes the place of an earlier one, and ends the waits that wrong ones brought. */
export function issueBypassCode(
  account: Account,
  code: Pick<BypassCode, "salt" | "digest">,
  { hours, reason }: { readonly hours: number; readonly reason: string },
  { now }: Pick<At, "now">,
): Decision<{ readonly until: Instant }> {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  const until = bypassUntil(hours, now);
  return {
    write: {
      account: { ...clearFailures(account, "bypass_code"), bypassCode: { ...code, until, used: false } },
      event: { type: "bypass_code.issued", data: { hours, reason } },
    },
    outcome: { ok: true, until },
  };
}

/** Judges a bypass code at a login. Wrong ones cost waits and never end the right one. */
export function verifyBypassCode(account: Account, digest: Uint8Array, at: At): Decision<Verified> {
  const refusal = loginRefused(account, "bypass_code", at);
  if (refusal) return refusal;
  const { bypassCode: stored } = account;
  const isRight =
    stored !== undefined &&
    at.now < stored.until &&
    digest.length === stored.digest.length &&
    timingSafeEqual(digest, stored.digest);
  if (!isRight) return wrongCode(account, "bypass_code", at);
  if (stored.used) return refuse({ code: "code_already_used" });
  return accept({ ...account, bypassCode: { ...stored, used: true } }, "bypass_code", null);
}
