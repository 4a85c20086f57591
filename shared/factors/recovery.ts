import { timingSafeEqual } from "node:crypto";
import type { AccountAccess } from "../access/account-access.ts";
import { maskEmail, openContact } from "../access/sealed-values.ts";
import type { Account } from "../account/account.ts";
import type { At } from "../account/decision.ts";
import { isoTime } from "../account/instant.ts";
import type { Policy } from "../account/policy.ts";
import { asRecovering, beforeRecovered, codeOf, judgeCompletion, type RecoveryCode } from "../account/recovery.ts";
import { cancelLinkEnds, type RecoveryStanding } from "../account/recovery-standing.ts";
import { sealLink } from "../access/links.ts";
import type { Recovery } from "../account/recovery-state.ts";
import type { UserKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import { codeText } from "./backup-codes/rules.ts";
import { readCode } from "./typed-code.ts";

/**
 * A recovery's mailed code: twelve characters, made of a keyed hash over the request. Nothing of it is kept, and asked for again it is the
 * same one.
 */
export async function recoveryCode(vault: Vault, { tenant, ref }: UserKey, code: RecoveryCode): Promise<string> {
  const about = [ref, "recovery", code.of, code.recoveryId];
  const mac = await vault.mac({ tenant, purpose: "codes", about }, Buffer.from(code.key));
  const [first = 0, ...rest] = mac;
  return codeText(first % 10, rest);
}

/** Whether a typed code is the one of the request that is under way now. */
export async function isRecoveryCode(
  vault: Vault,
  user: UserKey,
  { recovery }: Account,
  { typed, of }: { readonly typed: string; readonly of: RecoveryCode["of"] },
): Promise<boolean> {
  if (recovery === undefined) return false;
  const right = readCode(await recoveryCode(vault, user, codeOf(recovery, of)))?.code ?? "";
  const given = readCode(typed)?.code ?? "";
  return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
}

/** The token by which a mail or a remembered login ends the recovery under way. */
export const cancelToken = async (vault: Vault, user: UserKey, recovery: Recovery): Promise<string> =>
  sealLink(vault, {
    kind: "cancel-recovery",
    user,
    id: recovery.id,
    at: recovery.wait?.since ?? recovery.askedAt,
    expiresAt: cancelLinkEnds(recovery),
  });

/** A recovery as logins and admins see it. */
export const recoveryView = (standing: RecoveryStanding) =>
  standing.state === "asked"
    ? { state: standing.state }
    : {
        state: standing.state,
        readyAt: isoTime(standing.readyAt),
        needsApproval: standing.needsApproval,
      };

/** A recovery as its user sees it. */
export async function ownRecoveryView(vault: Vault, user: UserKey, account: Account, standing: RecoveryStanding) {
  if (standing.state === "waiting") return recoveryView(standing);
  const contact = await openContact(vault, user, account);
  return {
    ...recoveryView(standing),
    ...(contact && { sentTo: maskEmail(contact.email) }),
    expiresAt: isoTime(standing.expiresAt),
  };
}

/**
 * The account as a set-up by recovery changes it: behind the second mailed code, as if no factor were there, and with a factor that
 * replaces all others once it is confirmed.
 */
export const recoveringAccess = (
  account: AccountAccess,
  { vault }: { readonly vault: Vault },
  { typed, policy, at }: { readonly typed: string; readonly policy: () => Promise<Policy>; readonly at: At },
): AccountAccess => ({
  ...account,
  change: (decide, needsChallenges) =>
    account.change(async (state) => {
      const isRight = await isRecoveryCode(vault, account.user, state.account, { typed, of: "complete" });
      const judged = judgeCompletion(state.account, isRight, await policy(), at);
      if (!judged.outcome.ok) return { ...judged, outcome: judged.outcome };
      return asRecovering(state.account, await decide({ ...state, account: beforeRecovered(state.account) }));
    }, needsChallenges),
});
