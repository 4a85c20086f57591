import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "../contract/routes.ts";
import type { Services } from "../runtime/services.ts";
import { Problem } from "./problem.ts";
import { describeFailure } from "../runtime/failure.ts";

export interface AboutRequest {
  readonly requestId: string;
  readonly startedAt: number;
  /** The caller's keyed reference, once known. */
  user: string | null;
}

/**
 * One line per answer, which the deployment also counts as a metric by step and outcome.
 * Only the fields named here: never the event, a body, a token or an error's text.
 */
export function reportAnswer(
  route: Route,
  { telemetry, clock }: Services,
  { requestId, startedAt, user }: AboutRequest,
  { statusCode, body }: APIGatewayProxyStructuredResultV2,
): void {
  telemetry.logger.info("answered", {
    step: route.function,
    route: `${route.method} ${route.path}`,
    status: statusCode ?? 0,
    outcome: outcomeOf(body),
    user,
    requestId,
    milliseconds: clock.now() - startedAt,
  });
}

/** A failed dependency or a bug: where it happened, not what it said, since messages may quote values. */
export function reportFailure(
  route: Route,
  { telemetry }: Services,
  { requestId }: AboutRequest,
  error: unknown,
): void {
  if (error instanceof Problem) return;
  telemetry.logger.error("failed", {
    route: `${route.method} ${route.path}`,
    requestId,
    ...describeFailure(error),
  });
}

/** What the caller was told, in one word: the problem's code, the decision or the method. */
function outcomeOf(body: string | undefined): string {
  if (!body?.startsWith("{")) return "ok";
  const { code, decision, method } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  return [code, decision, method].find((word) => typeof word === "string") ?? "ok";
}
