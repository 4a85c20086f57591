import type { Problem, TroubleCode } from "../api.ts";

/** A refused call, with the call itself, to make it once more with everything that was typed. */
export interface Trouble<Request> {
  readonly code: TroubleCode;
  /** When it makes sense to try again. */
  readonly until: number | null;
  /** The call of "try again"; null: the same call would be refused again. */
  readonly retry: Request | null;
  /** The password was entered too long ago. */
  readonly needsPassword?: boolean;
}

export const retryAt = (problem: Problem, now: number): number | null =>
  "retryAfter" in problem && problem.retryAfter !== undefined ? now + problem.retryAfter * 1000 : null;

export const troubleOf = <Request>(problem: Problem, now: number, retry: Request | null): Trouble<Request> => ({
  code: problem.code,
  until: retryAt(problem, now),
  retry,
  ...(problem.code === "insufficient_user_authentication" && { needsPassword: problem.stepUp.maxAge !== null }),
});

const oneOf =
  (...codes: readonly TroubleCode[]) =>
  ({ code }: { readonly code: TroubleCode }): boolean =>
    codes.includes(code);

/** The user has to prove again who it is; then the same call goes through. */
export const needsSignIn = oneOf("unauthenticated", "insufficient_user_authentication");

/** Trying the same once more may help. */
export const mayPass = oneOf("offline", "unexpected", "busy", "temporarily_unavailable", "sms_delivery_failed");

export const isAboutTheNumber = oneOf("invalid_phone_number", "country_not_allowed", "invalid_request");
