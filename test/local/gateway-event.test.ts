import { describe, expect, it } from "vitest";
import { gatewayEvent, matchRoute } from "../../local/gateway.ts";
import type { Received } from "../../local/http-server.ts";

const plain: Received = {
  id: "6b0e9a5c-0000-4000-8000-000000000000",
  method: "GET",
  path: "/v1/factors",
  query: "",
  headers: { host: ["localhost"] },
  body: Buffer.alloc(0),
  sourceIp: "127.0.0.1",
};
const eventOf = (request: Partial<Received>) => {
  const whole = { ...plain, ...request };
  return gatewayEvent(whole, matchRoute(whole.method, whole.path), 0);
};
const json = { "content-type": ["application/json"] };

describe("the event of a request", () => {
  it("has the shape of payload format 2.0", () => {
    expect(eventOf({ headers: { "user-agent": ["curl/8"] } })).toEqual({
      version: "2.0",
      routeKey: "GET /v1/factors",
      rawPath: "/v1/factors",
      rawQueryString: "",
      headers: { "user-agent": "curl/8" },
      requestContext: {
        accountId: "000000000000",
        apiId: "local",
        domainName: "localhost",
        domainPrefix: "localhost",
        http: { method: "GET", path: "/v1/factors", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "curl/8" },
        requestId: plain.id,
        routeKey: "GET /v1/factors",
        stage: "$default",
        time: "1970-01-01T00:00:00.000Z",
        timeEpoch: 0,
      },
      isBase64Encoded: false,
    });
  });

  it.each([
    [
      "a header sent twice",
      { headers: { authorization: ["Bearer a", "Bearer b"] } },
      { headers: { authorization: "Bearer a,Bearer b" } },
    ],
    ["cookies", { headers: { cookie: ["a=1; b=2"] } }, { headers: {}, cookies: ["a=1", "b=2"] }],
    [
      "a query",
      { query: "limit=5&x=a%20b&x=%C3%BC&empty=&limit=6" },
      {
        rawQueryString: "limit=5&x=a%20b&x=%C3%BC&empty=&limit=6",
        queryStringParameters: { limit: "5,6", x: "a b,ü", empty: "" },
      },
    ],
    ["a broken query", { query: "a=%zz" }, { queryStringParameters: { a: "%zz" } }],
    ["JSON", { headers: json, body: Buffer.from('{"a":"ü"}') }, { body: '{"a":"ü"}', isBase64Encoded: false }],
    [
      "JSON that is not UTF-8",
      { headers: json, body: Buffer.from([0x22, 0xff, 0x22]) },
      { body: "Iv8i", isBase64Encoded: true },
    ],
    [
      "a form",
      { headers: { "content-type": ["application/x-www-form-urlencoded"] }, body: Buffer.from("a=1") },
      { body: "YT0x", isBase64Encoded: true },
    ],
  ])("carries %s", (_, request, expected) => {
    expect(eventOf(request)).toMatchObject(expected);
  });

  it("has no body, query or path parameters where there are none", () => {
    const event = eventOf({});
    for (const name of ["body", "queryStringParameters", "pathParameters", "cookies"])
      expect(event).not.toHaveProperty(name);
  });
});

describe("the route of a request", () => {
  it.each([
    ["POST", "/v1/login", "POST /v1/login", undefined],
    ["POST", "/v1/factors/fac_1/confirm", "POST /v1/factors/{factorId}/confirm", { factorId: "fac_1" }],
    ["DELETE", "/v1/factors/a%2Fb", "DELETE /v1/factors/{factorId}", { factorId: "a/b" }],
    ["GET", "/v1/admin/user", "GET /v1/admin/user", undefined],
    ["GET", "/v1/login", "$default", undefined],
    ["POST", "/v1/login/", "$default", undefined],
    ["HEAD", "/v1/factors", "$default", undefined],
    ["DELETE", "/v1/factors/", "$default", undefined],
    ["DELETE", "/v1/factors/%zz", "$default", undefined],
    ["DELETE", "/v1/factors/%ff", "$default", undefined],
    ["GET", "//v1/factors", "$default", undefined],
    ["GET", "/", "$default", undefined],
  ])("%s %s is %s", (method, path, routeKey, pathParameters) => {
    const event = eventOf({ method, path });
    expect(event.routeKey).toBe(routeKey);
    expect(event.pathParameters).toEqual(pathParameters);
  });
});
