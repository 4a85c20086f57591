import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "../contract/routes.ts";
import type { Services } from "../runtime/services.ts";
import { Problem } from "./problem.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { describeFailure } from "../runtime/failure.ts";
import { decodeJwt, decodeProtectedHeader } from "jose";
import type { RefusedToken } from "../identity/refused-token.ts";

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
  answer: APIGatewayProxyStructuredResultV2,
): void {
  telemetry.logger.info("answered", {
    step: route.function,
    route: `${route.method} ${route.path}`,
    status: answer.statusCode ?? 0,
    outcome: outcomeOf(answer),
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

/** Why a bearer token was refused, and whom it claims to be from: never the token, nor whom it speaks of. */
export function reportToken({ logger }: Telemetry, { fault }: RefusedToken, bearer: string): void {
  logger.info("token refused", { reason: fault, ...claimedBy(bearer) });
}

function claimedBy(bearer: string): Readonly<Record<string, string>> {
  try {
    const { iss, aud } = decodeJwt(bearer);
    const { kid } = decodeProtectedHeader(bearer);
    const told = { iss, aud: [aud ?? []].flat().join(" "), kid };
    return Object.fromEntries(
      Object.entries(told).flatMap(([name, value]) => (typeof value === "string" ? [[name, printable(value)]] : [])),
    );
  } catch {
    return {};
  }
}

const printable = (text: string): string => text.slice(0, 200).replaceAll(/[^\x20-\x7e]/g, "?");

/** What the caller was told, in one word: the problem's code, the decision or the method. Reporting never throws. */
function outcomeOf({ body, headers }: APIGatewayProxyStructuredResultV2): string {
  if (body === undefined || !/\bjson$/.test(String(headers?.["content-type"] ?? ""))) return "ok";
  const parsed = parsedOrNull(body);
  const { code, decision, method } =
    typeof parsed === "object" && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
  return [code, decision, method].find((word) => typeof word === "string") ?? "ok";
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
