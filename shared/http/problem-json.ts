import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { problems } from "../contract/problems.ts";
import { Problem } from "./problem.ts";

/** Seconds after which a caller may try again when nothing was decided. */
const retrySoon = 1;

/** RFC 9457. Whatever is no problem of ours is a failed dependency or a bug: the answer says neither which nor why. */
export function problemJson(error: unknown, requestId: string): APIGatewayProxyStructuredResultV2 {
  const problem = error instanceof Problem ? error : new Problem("temporarily_unavailable");
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
