import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { problems } from "../contract/problems.ts";
import { OutcomeUnknown } from "../ports/stores.ts";
import { Problem } from "./problem.ts";

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
