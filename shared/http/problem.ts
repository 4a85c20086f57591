import type { FieldError, Outcome, PasskeyFault, Refusal } from "../account/decision.ts";
import { type ProblemCode, problems } from "../contract/problems.ts";
import { type Instant, isoTime } from "../account/instant.ts";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { OutcomeUnknown } from "../ports/stores.ts";

type StepUp = Extract<Refusal, { code: "insufficient_user_authentication" }>;

interface Extra {
  /** Advice for the operator of the login. */
  readonly hint?: string;
  readonly attemptsRemaining?: number;
  readonly clockMinutes?: number;
  /** ISO 8601. */
  readonly readyAt?: string;
  readonly errors?: readonly FieldError[];
  readonly methods?: readonly string[];
  readonly reason?: PasskeyFault;
  readonly rpId?: string;
  readonly credentialId?: string;
  /** Overrides the registry's text where more can be said. */
  readonly detail?: string;
}

/** A refusal on its way to the caller; the endpoint turns it into problem+json. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly extra: Extra;
  readonly headers: Readonly<Record<string, string>>;
  readonly retryAfter: number | null;

  constructor(
    code: ProblemCode,
    {
      extra = {},
      headers = {},
      retryAfter = null,
    }: { extra?: Extra; headers?: Record<string, string>; retryAfter?: number | null } = {},
  ) {
    super(code);
    this.code = code;
    this.extra = extra;
    this.headers = headers;
    this.retryAfter = retryAfter;
  }
}

/** Returns the value of an allowed decision; throws the problem of a refused one. */
export function granted<T>(outcome: Outcome<T>, now: Instant): T {
  if (!outcome.ok) throw problemOf(outcome.refusal, now);
  return outcome;
}

export function problemOf(refusal: Refusal, now: Instant): Problem {
  switch (refusal.code) {
    case "unauthenticated":
      return new Problem(refusal.code, { headers: { "www-authenticate": invalidToken } });
    case "password_time_unknown":
      return new Problem(refusal.code, { extra: { hint: passwordTimeHint } });
    case "insufficient_user_authentication":
      return new Problem(refusal.code, {
        ...(refusal.methods && { extra: { methods: refusal.methods } }),
        headers: { "www-authenticate": stepUpChallenge(refusal) },
      });
    case "passkey_refused":
      return new Problem(refusal.code, { extra: { reason: refusal.reason } });
    case "unknown_passkey":
      return new Problem(refusal.code, { extra: unknownPasskey(refusal) });
    case "invalid_code":
      return new Problem(refusal.code, {
        extra: { attemptsRemaining: refusal.attemptsRemaining, ...ofTheClock(refusal.clockMinutes) },
        retryAfter: refusal.retryAt === null ? null : secondsUntil(refusal.retryAt, now),
      });
    case "account_frozen":
    case "too_many_attempts":
    case "sms_limit_reached":
      return new Problem(refusal.code, { retryAfter: secondsUntil(refusal.retryAt, now) });
    case "recovery_not_ready":
      return new Problem(
        refusal.code,
        refusal.readyAt === null ? {} : { extra: { readyAt: isoTime(refusal.readyAt) } },
      );
    case "code_already_used":
      return new Problem(refusal.code, refusal.isConfirmed ? { extra: { detail: confirmedAlready } } : {});
    case "invalid_request":
      return invalid(refusal.errors);
    default:
      return new Problem(refusal.code);
  }
}

const ofTheClock = (clockMinutes: number | undefined): Extra => {
  if (clockMinutes === undefined) return {};
  const minutes = Math.abs(clockMinutes);
  const off = `${String(minutes)} minute${minutes === 1 ? "" : "s"} ${clockMinutes > 0 ? "fast" : "slow"}`;
  const detail = `The phone's clock is about ${off}. Let it set its time automatically, then type the next code.`;
  return { clockMinutes, detail };
};

const confirmedAlready = "This factor is confirmed already. The code was not looked at, and no attempt was counted.";

const unknownPasskey = ({ rpId, credentialId }: Extract<Refusal, { readonly code: "unknown_passkey" }>) =>
  rpId === undefined || credentialId === undefined ? {} : { rpId, credentialId };

/** RFC 6750 section 3.1. */
export const invalidToken = 'Bearer error="invalid_token"';

const passwordTimeHint =
  "The login's token does not say when the password was entered (auth_time). Send max_age=300 in the sign-in request, which makes an OpenID provider say it; or name the claim that says it as the issuer's authTimeClaim; or, for first set-ups that the organisation requires, set the issuer's firstEnrollmentFromIat.";

export const secondsUntil = (instant: Instant, now: Instant): number => Math.max(1, Math.ceil((instant - now) / 1000));

/** RFC 9470 section 3. */
function stepUpChallenge({ maxAge, needsFactor }: StepUp): string {
  const parts = ['error="insufficient_user_authentication"'];
  if (maxAge !== null) parts.push(`max_age="${maxAge}"`);
  if (needsFactor) parts.push('acr_values="urn:countersign:2fa"');
  return `Bearer ${parts.join(", ")}`;
}

export const invalid = (errors: readonly FieldError[]): Problem =>
  new Problem("invalid_request", { extra: { errors } });

/** Seconds after which a caller may try again. */
const retrySoon = 1;

/** RFC 9457. Whatever is no problem of ours is a failed dependency or a bug: the answer says neither which nor why. */
export function problemJson(error: unknown, requestId: string): APIGatewayProxyStructuredResultV2 {
  const problem = error instanceof Problem ? error : failed(error);
  const { status, title, detail } = problems[problem.code];
  const waits = problem.code === "temporarily_unavailable" || problem.code === "busy";
  const retryAfter = problem.retryAfter ?? (waits ? retrySoon : null);
  return {
    statusCode: status,
    headers: {
      "content-type": "application/problem+json",
      ...problem.headers,
      ...(retryAfter === null ? {} : { "retry-after": String(retryAfter) }),
    },
    body: JSON.stringify({
      type: `urn:countersign:problem:${problem.code}`,
      title,
      status,
      code: problem.code,
      detail,
      requestId,
      ...(retryAfter === null ? {} : { retryAfter }),
      ...problem.extra,
    }),
  };
}

const unknownOutcome = "It is not known whether it was done. Look, or try again in a moment.";

/** Of a write that may have landed nobody says that nothing was done: whether it threw, or the time ran out under it. */
const failed = (error: unknown): Problem =>
  error instanceof OutcomeUnknown
    ? new Problem("temporarily_unavailable", { extra: { detail: unknownOutcome } })
    : new Problem("temporarily_unavailable");
