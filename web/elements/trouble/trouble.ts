import type { Problem, TroubleCode } from "../api.ts";

/** What a call said, and the call itself, to make it once more with everything that was typed. */
export interface Trouble<Request> {
  readonly code: TroubleCode;
  /** When it makes sense to try again. */
  readonly until: number | null;
  readonly request: Request;
}

export const troubleOf = <Request>(problem: Problem, request: Request, now: number): Trouble<Request> => ({
  code: problem.code,
  until: "retryAfter" in problem && problem.retryAfter !== undefined ? now + problem.retryAfter * 1000 : null,
  request,
});

/** The admin has to prove again who it is; then the same call goes through. */
export const needsProof = (code: TroubleCode): boolean =>
  code === "insufficient_user_authentication" || code === "unauthenticated";
