import { timingSafeEqual } from "node:crypto";
import middy, { type MiddlewareObj } from "@middy/core";
import httpHeaderNormalizer from "@middy/http-header-normalizer";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { originSecretHeader, type RouteFacts } from "../contract/route.ts";
import type { Services, Telemetry } from "../runtime/services.ts";
import { OutcomeUnknown } from "../ports/stores.ts";
import type { Settings } from "../settings/settings.ts";
import { Problem, problemJson } from "./problem.ts";
import { describeFailure } from "../runtime/failure.ts";
import { readJws, type RefusedToken } from "../identity/verify-jwt.ts";

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;
/** Before Lambda would end the function and the gateway answer in its own words, the answer is ours: 503. */
const marginMillis = 500;
/** A write may be under way, and may land. */
const outOfTime = (): never => {
  throw new OutcomeUnknown("The time ran out", { cause: new DOMException("The time ran out", "TimeoutError") });
};

/** The facts of a route that its answers depend on. */
type Answering = Pick<RouteFacts, "function" | "cacheSeconds">;
type Middleware = MiddlewareObj<Event, Result>;
/** The part of the services that surrounds every step. */
type Surrounding = Pick<Services, "clock" | "telemetry"> & { readonly settings: Pick<Settings, "originSecret"> };

/** The one order in which everything around a step happens; `after` and `onError` run from the last to the first. */
export function middlewareStack(
  route: Answering,
  services: Surrounding,
  step: (event: Event, about: AboutRequest) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  const { clock } = services;
  const requests = new WeakMap<Event, AboutRequest>();
  const about = (event: Event): AboutRequest => {
    const known = requests.get(event);
    if (known) return known;
    const started = { requestId: event.requestContext.requestId, startedAt: clock.now(), user: null, policy: null };
    requests.set(event, started);
    return started;
  };
  const stack = middy<Event, Result>({ timeoutEarlyInMillis: marginMillis, timeoutEarlyResponse: outOfTime })
    .use(answerReport(route, services, about))
    .use(pagePolicy(about))
    .use(httpHeaderNormalizer())
    .use(standardHeaders(route))
    .use(problemAnswers(route, services, about))
    .handler(async (event: Event) => {
      expectEdge(services.settings, event);
      return step(event, about(event));
    });
  return async (event, context) => stack(event, context);
}

/** A stage with an edge answers what came through it alone: its limits could be walked around otherwise. */
function expectEdge({ originSecret: wanted }: Surrounding["settings"], { headers }: Event): void {
  if (wanted === undefined) return;
  const given = Buffer.from(headers[originSecretHeader] ?? "");
  const expected = Buffer.from(wanted);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Problem("forbidden");
}

const answerReport = (route: Answering, services: Surrounding, about: (event: Event) => AboutRequest): Middleware => {
  const report = ({ event, response }: { event: Event; response: Result | null | undefined }): void => {
    if (response) reportAnswer(route, services, about(event), response);
  };
  return { after: report, onError: report };
};

const problemAnswers = (
  route: Answering,
  services: Surrounding,
  about: (event: Event) => AboutRequest,
): Middleware => ({
  onError: (request) => {
    request.response = problemJson(request.error, about(request.event).requestId);
    reportFailure(route, services, about(request.event), request.error);
  },
});

export const keptFor = (seconds: number): string => `public, max-age=${String(seconds)}`;

/** Nothing that this service says may be kept by a browser or a proxy, but for what the route names, or the one whose headers are asked for. */
const standardHeaders = (route: Answering): Middleware => {
  const add = ({ event, response }: { event: Event; response: Result | null | undefined }): void => {
    if (!response) return;
    const cached = response.statusCode === 200 && route.cacheSeconds !== undefined && keptFor(route.cacheSeconds);
    response.headers = {
      ...response.headers,
      ...securityHeaders,
      "cache-control": cached || (response.headers?.["cache-control"] ?? "no-store"),
      "x-request-id": event.requestContext.requestId,
    };
  };
  return { after: add, onError: add };
};

/** A page says itself what it loads. Its answer comes out of the step, and so out of the policy of all others. */
const pagePolicy = (about: (event: Event) => AboutRequest): Middleware => ({
  after: ({ event, response }) => {
    const { policy } = about(event);
    if (response && policy !== null) response.headers = { ...response.headers, "Content-Security-Policy": policy };
  },
});

/** For an API that is never a page: nothing may be loaded, framed or guessed from it. */
const securityHeaders = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox; upgrade-insecure-requests",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
};

export interface AboutRequest {
  readonly requestId: string;
  readonly startedAt: number;
  /** The caller's keyed reference, once known. */
  user: string | null;
  /** Content-Security-Policy of a page; null: the answer is none. */
  policy: string | null;
}

/**
 * One line per answer, which the deployment also counts as a metric by step and outcome.
 * Only the fields named here: never the event, a body, a token or an error's text.
 */
function reportAnswer(
  route: Answering,
  { telemetry, clock }: Surrounding,
  { requestId, startedAt, user }: AboutRequest,
  answer: APIGatewayProxyStructuredResultV2,
): void {
  telemetry.logger.info("answered", {
    step: route.function,
    status: answer.statusCode ?? 0,
    ...outcomeOf(answer),
    user,
    requestId,
    milliseconds: clock.now() - startedAt,
  });
}

/** A failed dependency or a bug: where it happened, not what it said, since messages may quote values. */
function reportFailure(
  route: Answering,
  { telemetry }: Surrounding,
  { requestId }: AboutRequest,
  error: unknown,
): void {
  if (error instanceof Problem) return;
  telemetry.logger.error("failed", {
    step: route.function,
    requestId,
    ...describeFailure(error instanceof OutcomeUnknown ? (error.cause ?? error) : error),
  });
}

/** Why a bearer token was refused, and whom it claims to be from: never the token, nor whom it speaks of. */
export function reportToken({ logger }: Telemetry, { fault }: RefusedToken, bearer: string): void {
  logger.info("token refused", { reason: fault, ...claimedBy(bearer) });
}

function claimedBy(bearer: string): Readonly<Record<string, string>> {
  const token = readJws(bearer);
  if (token === null) return {};
  const { iss, aud } = token.claims;
  const claims = { iss, aud: [aud ?? []].flat().filter(isText).join(" "), kid: token.header["kid"] };
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) => (isText(value) ? [[name, printable(value)]] : [])),
  );
}

const isText = (value: unknown): value is string => typeof value === "string";
const printable = (text: string): string => text.slice(0, 200).replaceAll(/[^\x20-\x7e]/g, "?");

/** Outcome in one word: the problem's code, the decision or the method; and how a policy that is only rehearsed would have decided. Never throws. */
function outcomeOf({ statusCode = 200, body, headers }: APIGatewayProxyStructuredResultV2): {
  readonly outcome: string;
  readonly rehearsal?: string;
} {
  if (body === undefined || !/\bjson$/.test(String(headers?.["content-type"] ?? ""))) return { outcome: "ok" };
  const { code, decision, method, rehearsal } = fieldsOf(parsedOrNull(body));
  const { decision: foreseen } = fieldsOf(rehearsal);
  return {
    // Only a problem's `code` is a word of a closed list: that of an answer is the help desk's code.
    outcome: [statusCode < 400 ? decision : code, method].find(isText) ?? "ok",
    ...(typeof foreseen === "string" && { rehearsal: foreseen }),
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
