import { problems, type ProblemCode } from "../../shared/contract/problems.ts";
import type { Problem } from "../../client/src/index.ts";

/** A refusal as the client brings it. */
export function problem(
  code: ProblemCode,
  extra: { attemptsRemaining?: number; retryAfter?: number; clockMinutes?: number } = {},
): Problem {
  const { status, title, detail } = problems[code];
  const rest = { type: `urn:countersign:problem:${code}`, title, status, detail, requestId: "req_1", ...extra };
  return code === "insufficient_user_authentication"
    ? { ...rest, code, stepUp: { maxAge: 300, secondFactor: false } }
    : ({ ...rest, code } as Problem);
}
