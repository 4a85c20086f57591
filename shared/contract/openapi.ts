import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
} from "zod-openapi";
import { type ProblemCode, problems } from "./problems.ts";
import { exampleOf, problemCodes, problemSchema } from "./problem-schema.ts";
import type { Access, Route } from "./route.ts";
import { routes } from "./routes.ts";

const accessMeaning: Readonly<Record<Exclude<Access, "public">, string>> = {
  login: "a first-factor token",
  user: "a first-factor token or an access token",
  proven: "a first-factor token; an access token if the user has an active factor",
  fresh: "a password entered a moment ago (`auth_time`); an access token if the user has an active factor",
  freshPassword: "a first-factor token with a password entered a moment ago (`auth_time`); no factor is asked for",
  admin: "an access token with the admin or operator role",
  adminFresh: "an access token with the admin or operator role, and a password entered a moment ago (`auth_time`)",
};

const requestId = documented(z.string(), { header: { id: "RequestId", description: "Names the request in the logs" } });
const retryAfter = documented(z.optional(z.string()), { header: { id: "RetryAfter", description: "Seconds to wait" } });
const wwwAuthenticate = documented(z.optional(z.string()), {
  header: { id: "WwwAuthenticate", description: "What the token lacks (RFC 6750; RFC 9470)" },
});
const waiting: readonly ProblemCode[] = [
  "busy",
  "invalid_code",
  "account_frozen",
  "too_many_attempts",
  "sms_limit_reached",
  "temporarily_unavailable",
];

const needs = {
  public: { asksFactor: false, asksPassword: false, isAdmin: false },
  login: { asksFactor: false, asksPassword: false, isAdmin: false },
  user: { asksFactor: false, asksPassword: false, isAdmin: false },
  proven: { asksFactor: true, asksPassword: false, isAdmin: false },
  fresh: { asksFactor: true, asksPassword: true, isAdmin: false },
  freshPassword: { asksFactor: false, asksPassword: true, isAdmin: false },
  admin: { asksFactor: true, asksPassword: false, isAdmin: true },
  adminFresh: { asksFactor: true, asksPassword: true, isAdmin: true },
} as const satisfies Record<Access, object>;

/** Every problem that a call can answer: its own, and those that follow from what it takes, needs and writes. */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const { asksFactor, asksPassword, isAdmin } = needs[route.access];
  const general: readonly (readonly [when: boolean, code: ProblemCode])[] = [
    // Unknown names in a query are refused everywhere but on the pages of links.
    [route.page !== true, "invalid_request"],
    [route.access !== "public", "unauthenticated"],
    [asksFactor || asksPassword, "insufficient_user_authentication"],
    [asksPassword, "password_time_unknown"],
    [isAdmin, "forbidden"],
    [route.body !== undefined, "payload_too_large"],
    [route.body !== undefined, "unsupported_media_type"],
    [route.touches.account === "write", "busy"],
    [route.waitsWhileFrozen === true, "account_frozen"],
    [true, "temporarily_unavailable"],
  ];
  return [...new Set([...general.flatMap(([when, code]) => (when ? [code] : [])), ...route.problems])];
}

function problemAnswers(route: Route): Record<`${4 | 5}${string}`, ZodOpenApiResponseObject> {
  const codes = problemsOf(route);
  const statuses = [...new Set(codes.map((code) => problems[code].status))].toSorted((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => {
      const here = codes.filter((code) => problems[code].status === status);
      const headers = z.object({
        "X-Request-Id": requestId,
        ...(here.some((code) => waiting.includes(code)) && { "Retry-After": retryAfter }),
        ...(status === 401 && { "WWW-Authenticate": wwwAuthenticate }),
      });
      const description = here.map((code) => `\`${code}\`: ${problems[code].detail}`).join("\n\n");
      const examples = Object.fromEntries(here.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
      const content = { "application/problem+json": { schema: problemSchema, examples } };
      return [status, { description, headers, content }];
    }),
  );
}

function success(
  { answer, textFile, page }: Pick<Route, "answer" | "textFile" | "page">,
  description = "Done",
): ZodOpenApiResponseObject {
  const headers = z.object({ "X-Request-Id": requestId });
  if (answer === null) return { description, headers };
  if (page) return { description, headers, content: { "text/html": { schema: answer } } };
  const text = { "text/plain": { schema: documented(z.string(), `A file named ${textFile}`) } };
  return {
    description,
    headers,
    content: { "application/json": { schema: answer }, ...(textFile !== undefined && text) },
  };
}

const otherSuccesses = ({ otherAnswers = {} }: Route): Record<`2${string}`, ZodOpenApiResponseObject> =>
  Object.fromEntries(
    Object.entries(otherAnswers).map(([status, answer]) => [
      status,
      success({ answer }, status === "202" ? "Waits for a second person" : "Done"),
    ]),
  );

function operation(name: string, route: Route): ZodOpenApiOperationObject {
  const { access, body, params, query } = route;
  return {
    operationId: name,
    summary: route.summary,
    "x-access": access,
    ...(access === "public" ? { security: [] } : { description: `Needs ${accessMeaning[access]}.` }),
    ...((params ?? query) && { requestParams: { ...(params && { path: params }), ...(query && { query }) } }),
    ...(body && {
      requestBody: { required: !body.safeParse({}).success, content: { "application/json": { schema: body } } },
    }),
    responses: { [`${route.status}`]: success(route), ...otherSuccesses(route), ...problemAnswers(route) },
  };
}

/** Answers may grow, so clients are not told that they are closed; formats and safe integers need no second description. */
const plainer: NonNullable<CreateDocumentOptions["override"]> = ({ jsonSchema, io }) => {
  if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

const bearer = {
  type: "http",
  scheme: "bearer",
  bearerFormat: "JWT",
  description: "A first-factor token of a trusted issuer, or an access token of this service",
} as const;

/** The contract as OpenAPI 3.1, made of the table and the schemas that validate. */
export function openApiDocument(serverUrl?: string): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) };
  }
  const info = {
    title: "Countersign",
    version: "1",
    summary: "The second factor for any login",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  };
  const servers = serverUrl === undefined ? {} : { servers: [{ url: serverUrl }] };
  const examples = Object.fromEntries(
    problemCodes.map((code) => [code, { summary: problems[code].title, value: exampleOf(code) }]),
  );
  const components = { securitySchemes: { bearer }, examples };
  return createDocument(
    { openapi: "3.1.1", info, ...servers, security: [{ bearer: [] }], components, paths },
    { override: plainer },
  );
}
