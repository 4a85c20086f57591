import { beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { expectProblem, rawRequest } from "../harness/raw-request.ts";
import { runningService } from "../harness/running-service.ts";

/** Paths, methods and queries that are not in the route table. */
const service = runningService();
let token = "";
beforeAll(async () => {
  token = await service.signIn();
});

const ask = async (method: string, path: string) =>
  rawRequest(service.local.url, {
    method,
    path,
    headers: ["authorization", `Bearer ${token}`, "content-type", "application/json"],
    ...(["POST", "PUT", "PATCH"].includes(method) ? { body: "{}" } : {}),
  });

const rows = Object.values(routes as Record<string, Route>);
const sample = (path: string): string => path.replace("{factorId}", "fac_x");
const samplePaths = [...new Set(rows.map(({ path }) => path))];

test.each([
  "/",
  "/v1",
  "/v1/",
  "/v1/login/",
  "/v1//login",
  "//v1/login",
  "/V1/LOGIN",
  "/v2/login",
  "/v1/login/totp",
  "/v1/login;x=1",
  "/v1/login%20",
  "/v1/login%00",
  "/v1/factors/../login",
  "/v1/factors/%2e%2e/login",
  "/../../etc/passwd",
  "/..%2f..%2fetc/passwd",
  "/v1/factors/a/b",
  "/v1/factors//confirm",
  "/v1/admin/users",
  "/v1/admin/user/",
  "/v1/admin/user//reset",
  "/.well-known/openid-configuration",
  "/.well-known/jwks-json",
  "/openapi.yaml",
  "/openapi_json",
  "/favicon.ico",
  "/__proto__",
  "/constructor",
  "http://evil.example/v1/login",
])("%s is not found", async (path) => {
  for (const method of ["GET", "POST"]) {
    const answer = await ask(method, path);
    expect(answer.status).toBe(404);
    expectProblem(answer, "not_found");
  }
});

test.each([
  "/v1/factors/%",
  "/v1/factors/%zz",
  "/v1/factors/%ff",
  "/v1/factors/%ed%a0%80",
  "/v1/admin/user%E0%A4%A",
  "/v1/%6",
  "/%",
  "/v1%2Ffactors",
])("%s cannot be read", async (path) => {
  for (const method of ["GET", "PATCH", "DELETE"]) {
    const answer = await ask(method, path);
    expect([404, 405]).toContain(answer.status);
    expectProblem(answer, answer.status === 404 ? "not_found" : "method_not_allowed");
    if (answer.status === 405) expect(answer.headers.get("allow")?.split(", ")).not.toContain(method);
  }
});

describe.each(samplePaths)("%s", (path) => {
  const allowed: readonly string[] = rows.filter((row) => row.path === path).map(({ method }) => method);

  test.each(
    ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"].filter((method) => !allowed.includes(method)),
  )("%s is not allowed, and Allow says what is", async (method) => {
    const answer = await ask(method, sample(path));
    expect(answer.status).toBe(405);
    expectProblem(answer, "method_not_allowed");
    expect(answer.headers.get("allow")?.split(", ").toSorted()).toEqual(allowed.toSorted());
    expect(answer.text).not.toContain(token);
  });

  test("HEAD has no body and never succeeds in what GET would refuse", async () => {
    const answer = await ask("HEAD", sample(path));
    const isPublic = rows.some((row) => row.path === path && row.method === "GET" && row.access === "public");
    expect(answer.status).toBe(isPublic ? 200 : 405);
    expect(answer.text).toBe("");
    expect(answer.headers.get("x-request-id")).toBeTruthy();
  });
});

test.each(["/health", "/openapi.json", "/.well-known/jwks.json", "/links/changed"])(
  "HEAD %s has the headers of its GET",
  async (path) => {
    const [head, got] = [await ask("HEAD", path), await ask("GET", path)];
    expect(head.text).toBe("");
    for (const name of ["content-type", "cache-control"]) expect(head.headers.get(name)).toBe(got.headers.get(name));
  },
);

test.each([
  "?x",
  "?x=1&x=2",
  "?constructor=2&toString=3",
  "?%",
  "?%zz=%ff",
  "?tenant=umbrella",
  `?${"x=1&".repeat(500)}`,
  "?limit[]=1",
  "?;&&=&",
])("an unknown or repeated name in a query is refused, so that no slip acts on something else: %s", async (query) => {
  for (const path of ["/v1/factors", "/v1/activity"]) expectProblem(await ask("GET", path + query), "invalid_request");
  expectProblem(await ask("POST", `/v1/login${query}`), "invalid_request");
  const isPublicCall = ({ access, page }: Route): boolean => access === "public" && page !== true;
  for (const { method, path } of rows.filter(isPublicCall))
    expectProblem(await ask(method, path + query), "invalid_request");
});

test("a link's page opens whatever a gateway of e-mails adds to its address", async () => {
  expect((await ask("GET", "/links/changed?utm_source=mail&utm_source=mail")).status).toBe(200);
});

test("an empty query is none", async () => {
  for (const path of ["/v1/factors?", "/health?", "/.well-known/jwks.json?"])
    expect((await ask("GET", path)).status).toBe(200);
});

test("a query that reaches for the prototype is refused", async () => {
  for (const path of ["/v1/activity", "/v1/factors"])
    expectProblem(await ask("GET", `${path}?__proto__=1`), "invalid_request");
});

test.each(["x".repeat(101), "fac_", "fac_%00", "fac_%F0%9F%99%82", "..%2F..%2Fadmin", "%7B%7D", "undefined"])(
  "the factor id %s belongs to nobody",
  async (id) => {
    for (const [method, path] of [
      ["DELETE", `/v1/factors/${id}`],
      ["POST", `/v1/factors/${id}/resend`],
    ] as const) {
      const answer = await ask(method, path);
      expect([400, 404]).toContain(answer.status);
      expectProblem(answer, answer.status === 400 ? "invalid_request" : "factor_not_found");
    }
  },
);
