import { describe, expect, test } from "vitest";
import { expectProblem, rawRequest } from "../harness/raw-request.ts";
import { runningService } from "../harness/running-service.ts";

/** Which web apps may call: exactly the origins of the settings, and none without settings. */
const origin = "https://app.example.com";
const service = runningService({ variables: { CORS_ORIGINS: `${origin},https://admin.example.com:8443` } });
const closed = runningService();

const ask = async (from: string, method = "GET", more: readonly string[] = []) =>
  rawRequest(service.local.url, { method, path: "/v1/login", headers: ["origin", from, ...more] });
const preflight = [
  "access-control-request-method",
  "POST",
  "access-control-request-headers",
  "authorization,content-type",
];

test.each([origin, "https://admin.example.com:8443"])(
  "%s may call, see refusals, and read what it needs of the headers",
  async (from) => {
    const { headers, status } = await ask(from);
    expect(status).toBe(405);
    expect(headers.get("access-control-allow-origin")).toBe(from);
    expect(headers.get("vary")?.toLowerCase()).toContain("origin");
    expect(headers.has("access-control-allow-credentials")).toBe(false);
    const exposed = headers.get("access-control-expose-headers")?.toLowerCase();
    for (const name of ["x-request-id", "retry-after", "www-authenticate"]) expect(exposed).toContain(name);
  },
);

test("a browser's question beforehand is answered for an app of the list", async () => {
  const { status, headers } = await ask(origin, "OPTIONS", preflight);
  expect(status).toBe(204);
  expect(headers.get("access-control-allow-origin")).toBe(origin);
  expect(headers.get("access-control-allow-methods")?.split(",")).toEqual(
    expect.arrayContaining(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  );
  expect(headers.get("access-control-allow-headers")?.toLowerCase().split(",")).toEqual(
    expect.arrayContaining(["authorization", "content-type"]),
  );
});

describe.each([
  "https://evil.example",
  "http://app.example.com",
  "https://app.example.com:8443",
  "https://app.example.com.evil.example",
  "https://evil-app.example.com",
  "https://sub.app.example.com",
  "null",
  "*",
  "",
  `${origin},https://evil.example`,
])("%s may not", (from) => {
  test.each([
    ["GET", []],
    ["OPTIONS", preflight],
  ] as const)("%s", async (method, more) => {
    const { headers } = await ask(from, method, more);
    expect(headers.has("access-control-allow-origin")).toBe(false);
    expect(headers.has("access-control-allow-methods")).toBe(false);
  });
});

test("without settings no web app may call", async () => {
  for (const [method, more] of [
    ["GET", []],
    ["OPTIONS", preflight],
  ] as const) {
    const { headers } = await rawRequest(closed.local.url, {
      method,
      path: "/health",
      headers: ["origin", origin, ...more],
    });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  }
});

test("the question beforehand is answered for every known path, as it is without an origin, and for no other path", async () => {
  for (const path of ["/v1/login", "/v1/factors/fac_x/confirm", "/.well-known/jwks.json"])
    for (const more of [preflight, []]) {
      const { status, text, headers } = await rawRequest(service.local.url, {
        method: "OPTIONS",
        path,
        headers: ["origin", origin, ...more],
      });
      expect([status, text]).toEqual([204, ""]);
      expect(headers.get("allow")).not.toBeNull();
    }
  expectProblem(
    await rawRequest(service.local.url, {
      method: "OPTIONS",
      path: "/v1/nothing",
      headers: ["origin", origin, ...preflight],
    }),
    "not_found",
  );
});
