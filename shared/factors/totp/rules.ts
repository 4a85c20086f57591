import { accept, loginRefused, type Verified } from "../../account/accept.ts";
import { type Account, activeOf, replaceFactor } from "../../account/account.ts";
import { activate, confirmationRefused, type Confirmed } from "../../account/activate.ts";
import { type At, type Decision, refuse } from "../../account/decision.ts";
import { registrationRefused, withPending } from "../../account/enroll.ts";
import type { Sealed, TotpFactor } from "../../account/factor.ts";
import { wrongCode } from "../../account/guesses.ts";
import type { Policy } from "../../account/policy.ts";
import { matchingSteps } from "./codes.ts";

export interface TotpEnrollment {
  readonly factorId: string;
  readonly label: string;
  readonly policy: Policy;
  /** Where the token says that the user is told of changes; null if it does not. */
  readonly contact: Sealed | null;
  readonly secret: Sealed;
}

/** Sets an authenticator app up: pending until its first code. */
export function enrollTotp(
  account: Account,
  { factorId: id, label, policy, contact, secret }: TotpEnrollment,
  at: At,
): Decision<{ readonly factor: TotpFactor; readonly account: Account }> {
  const refusal = registrationRefused(account, { type: "totp", isPreRegistered: false, country: null }, policy, at);
  if (refusal) return refuse(refusal);
  const factor: TotpFactor = {
    type: "totp",
    id,
    label,
    createdAt: at.now,
    activeSince: null,
    preferred: false,
    secret,
    lastStep: 0,
  };
  const enrolled = withPending(account, factor, contact);
  return {
    write: {
      account: enrolled,
      event: { type: "factor.enrollment_started", data: { factorId: id, factorType: factor.type } },
    },
    outcome: { ok: true, factor, account: enrolled },
  };
}

/** The first code of a pending app activates it. */
export function confirmTotp(
  account: Account,
  {
    factor,
    code,
    secret,
    policy,
  }: { readonly factor: TotpFactor; readonly code: string; readonly secret: Uint8Array; readonly policy: Policy },
  at: At,
): Decision<Confirmed> {
  const refusal = confirmationRefused(account, factor, policy, at);
  if (refusal) return refuse(refusal);
  const step = matchingSteps(secret, code, at.now, at.rules.totpWindow).at(-1);
  return step === undefined
    ? wrongCode(account, "enrollment", at)
    : activate(account, { ...factor, lastStep: step }, at);
}

/** Six digits without a challenge: the code of any of the user's authenticator apps. `secrets` is by factor id. */
export function verifyTotp(
  account: Account,
  { code, secrets }: { readonly code: string; readonly secrets: ReadonlyMap<string, Uint8Array> },
  at: At,
): Decision<Verified> {
  const refusal = loginRefused(account, "totp", at);
  if (refusal) return refusal;
  const matches = activeOf(account, "totp").map((factor) => {
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
