import { accept, loginRefused, type Verified } from "../../account/accept.ts";
import { type Account, activeOf, type NamedContact, preferredFactor, replaceFactor } from "../../account/account.ts";
import {
  activate,
  confirmationRefused,
  type Confirmed,
  registrationRefused,
  withPending,
} from "../../account/enroll.ts";
import { type At, type Decision, type Outcome, refuse, refused } from "../../account/decision.ts";
import type { Sealed, TotpFactor } from "../../account/factor.ts";
import { wrongCode } from "../../account/guesses.ts";
import type { Policy } from "../../account/policy.ts";
import { withResealed } from "../../account/kinds.ts";
import { openFactor, reseal } from "../../access/sealed-values.ts";
import type { Confirms, Verifies } from "../flow.ts";
import type { ProofOf } from "../proof.ts";
import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { HOTP, Secret, TOTP } from "otpauth";
import { type Instant, totpPeriod as period, totpStepAt } from "../../account/instant.ts";

/** SHA-1, six digits, 30 seconds: supported by every authenticator app (RFC 6238). */
const digits = 6;
const algorithm = "SHA1";

/** 160 bits, as RFC 4226 section 4 (R6) recommends. */
export const totpSecretBytes = 20;

export const totpSecretText = (secret: Uint8Array): string => asSecret(secret).base32;

/** The key URI that an authenticator app reads from the QR code. */
export const totpUri = (secret: Uint8Array, { issuer, account }: { issuer: string; account: string }): string =>
  new TOTP({
    issuer,
    label: account,
    issuerInLabel: true,
    algorithm,
    digits,
    period,
    secret: asSecret(secret),
  }).toString();

/**
 * The steps of the window whose code this is, oldest first. Every step is computed and compared in constant time,
 * so that the time taken does not tell which one matched.
 */
export function matchingSteps(secret: Uint8Array, code: string, now: Instant, window: number): readonly number[] {
  const middle = totpStepAt(now);
  const steps = Array.from({ length: 2 * window + 1 }, (_, offset) => middle - window + offset);
  const typed = Buffer.from(code);
  const generate = codesOf(secret);
  return steps.filter((counter) => {
    const expected = Buffer.from(generate(counter));
    return expected.length === typed.length && timingSafeEqual(expected, typed);
  });
}

/** Steps of ten minutes on each side: a clock that is further off is set by hand, and its owner knows. */
const clockWindow = 20;

/** By how many minutes the clock that this code was made by is fast (negative: slow); null if it is no code of these minutes. */
function clockMinutes(secret: Uint8Array, code: string, now: Instant): number | null {
  const steps = matchingSteps(secret, code, now, clockWindow).map((step) => step - totpStepAt(now));
  const [nearest] = steps.toSorted((one, other) => Math.abs(one) - Math.abs(other));
  if (nearest === undefined) return null;
  return Math.sign(nearest) * Math.max(1, Math.round((Math.abs(nearest) * period) / 60));
}

/** The key object is made once for all steps: making it from bytes takes Node longer than the HMAC. */
function codesOf(bytes: Uint8Array): (counter: number) => string {
  const key = createSecretKey(bytes);
  const secret = asSecret(bytes);
  const hmac = (name: string, _key: Uint8Array, message: Uint8Array): Uint8Array =>
    createHmac(name, key).update(message).digest();
  return (counter) => HOTP.generate({ secret, algorithm, digits, counter, hmac });
}

function asSecret(bytes: Uint8Array): Secret {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return new Secret({ buffer });
}

export interface TotpEnrollment {
  readonly factorId: string;
  readonly label: string;
  readonly policy: Policy;
  /** Where the token says that the user is told of changes; null if it does not. */
  readonly contact: NamedContact | null;
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

/** The first code of a pending app activates it. One of a neighbouring minute does not, and tells of the phone's clock: at a login that would tell a guesser. */
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
  if (step !== undefined) return activate(account, { ...factor, lastStep: step }, at);
  const minutes = clockMinutes(secret, code, at.now);
  return wrongCode(account, "enrollment", at, stepsCompared(at), minutes === null ? {} : { clockMinutes: minutes });
}

/**
 * The one app that a code without a challenge is tried against, since each further one would make a guess worth more: the named one, else
 * the preferred factor if it is an app, else the oldest app, of those that are not disabled. Undefined: the user has none.
 */
export function appToTry(account: Account, factorId: string | undefined): Outcome<{ readonly app?: TotpFactor }> {
  const apps = activeOf(account, "totp");
  const usable = apps.filter(({ disabled }) => disabled !== true);
  if (factorId !== undefined) {
    const app = apps.find(({ id }) => id === factorId);
    if (!app) return refused({ code: "factor_not_found" });
    return usable.includes(app) ? { ok: true, app } : refused({ code: "method_disabled", method: "totp" });
  }
  const preferred = preferredFactor(account);
  const app = usable.find(({ id }) => id === preferred?.id) ?? usable[0];
  return { ok: true, ...(app && { app }) };
}

/** Six digits without a challenge: the code of the app `factorId`, or of the preferred one. `secret` is that app's. */
export function verifyTotp(
  account: Account,
  {
    code,
    factorId,
    secret,
  }: { readonly code: string; readonly factorId?: string | undefined; readonly secret: Uint8Array | undefined },
  at: At,
): Decision<Verified> {
  const refusal = loginRefused(account, "totp", at);
  if (refusal) return refusal;
  const tried = appToTry(account, factorId);
  if (!tried.ok) return refuse(tried.refusal);
  const { app } = tried;
  const steps = app && secret ? matchingSteps(secret, code, at.now, at.rules.totpWindow) : [];
  // RFC 6238 section 5.2: greater than the last accepted step, so neither this code nor an older one works again.
  const step = steps.findLast((candidate) => app && candidate > app.lastStep);
  if (app && step !== undefined) return accept(replaceFactor(account, { ...app, lastStep: step }), "totp", app);
  return steps.length > 0 ? refuse({ code: "code_already_used" }) : wrongCode(account, "totp", at, stepsCompared(at));
}

/** A wrong code was compared with the codes of every step of the window. */
const stepsCompared = ({ rules }: At): number => 2 * rules.totpWindow + 1;

export const totpVerifies: Verifies<ProofOf<"app_code">> = {
  needsChallenges: false,
  async verify(vault, { user }, { account }, { code, factorId }, at) {
    const tried = appToTry(account, factorId);
    const [secret, resealed] = await Promise.all([
      tried.ok && tried.app ? openFactor(vault, user, tried.app) : undefined,
      reseal(vault, user, account, "totp"),
    ]);
    return withResealed(account, verifyTotp(account, { code, factorId, secret }, at), resealed);
  },
};

export const totpConfirms: Confirms<TotpFactor, "code"> = {
  field: "code",
  async confirm({ vault }, { user }, { account }, { factor, proof: code, policy }, at) {
    return confirmTotp(account, { factor, code, policy, secret: await openFactor(vault, user, factor) }, at);
  },
};
