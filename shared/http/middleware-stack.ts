import middy, { type MiddlewareObj } from "@middy/core";
import httpHeaderNormalizer from "@middy/http-header-normalizer";
import httpSecurityHeaders from "@middy/http-security-headers";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Route } from "../contract/routes.ts";
import type { Services } from "../runtime/services.ts";
import { problemJson } from "./problem-json.ts";
import { type AboutRequest, reportAnswer, reportFailure } from "./report.ts";

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;
/** Before Lambda would end the function and the gateway answer in its own words, the answer is ours: 503. */
const marginMillis = 500;

type Middleware = MiddlewareObj<Event, Result>;

/** The one order in which everything around a step happens; `after` and `onError` run from the last to the first. */
export function middlewareStack(
  route: Route,
  services: Services,
  step: (event: Event, about: AboutRequest) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  const { telemetry, clock } = services;
  const requests = new WeakMap<Event, AboutRequest>();
  const about = (event: Event): AboutRequest => {
    const known = requests.get(event);
    if (known) return known;
    const started = { requestId: event.requestContext.requestId, startedAt: clock.now(), user: null };
    requests.set(event, started);
    return started;
  };
  const stack = middy<Event, Result>({ timeoutEarlyInMillis: marginMillis })
    .use(injectLambdaContext(telemetry.logger))
    .use(answerReport(route, services, about))
    .use(httpHeaderNormalizer())
    .use(httpSecurityHeaders(apiSecurityHeaders))
    .use(standardHeaders(route))
    .use(problemAnswers(route, services, about))
    .handler(async (event: Event) => step(event, about(event)));
  return async (event, context) => stack(event, context);
}

const answerReport = (route: Route, services: Services, about: (event: Event) => AboutRequest): Middleware => {
  const report = ({ event, response }: { event: Event; response: Result | null | undefined }): void => {
    if (response) reportAnswer(route, services, about(event), response);
  };
  return { after: report, onError: report };
};

const problemAnswers = (route: Route, services: Services, about: (event: Event) => AboutRequest): Middleware => ({
  onError: (request) => {
    request.response = problemJson(request.error, about(request.event).requestId);
    reportFailure(route, services, about(request.event), request.error);
  },
});

/** Nothing that this service says may be kept by a browser or a proxy, but for what the route names. */
const standardHeaders = (route: Route): Middleware => {
  const add = ({ event, response }: { event: Event; response: Result | null | undefined }): void => {
    if (!response) return;
    const cacheable = route.cacheSeconds !== undefined && response.statusCode === 200;
    response.headers = {
      ...response.headers,
      "cache-control": cacheable ? `public, max-age=${String(route.cacheSeconds)}` : "no-store",
      "x-request-id": event.requestContext.requestId,
    };
  };
  return { after: add, onError: add };
};

/** For an API that is never a page: nothing may be loaded, framed or guessed from it. */
const apiSecurityHeaders = {
  contentSecurityPolicy: {
    "default-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "",
    "form-action": "",
    sandbox: "",
    "report-to": "",
    "require-trusted-types-for": "",
    "upgrade-insecure-requests": "",
  },
  contentTypeOptions: { action: "nosniff" },
  referrerPolicy: { policy: "no-referrer" },
  strictTransportSecurity: { maxAge: 365 * 24 * 60 * 60, includeSubDomains: true, preload: false },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  dnsPrefetchControl: false,
  downloadOptions: false,
  frameOptions: false,
  originAgentCluster: false,
  permissionsPolicy: false,
  permittedCrossDomainPolicies: false,
  reportTo: false,
  reportingEndpoints: false,
  xssProtection: false,
} as const;
