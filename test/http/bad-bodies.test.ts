/** @module-tag crowds */
import { beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { type RouteName, routes } from "../../shared/contract/routes.ts";
import { Issuer } from "../harness/issuer.ts";
import { leastAddress, leastBodies } from "../harness/least-bodies.ts";
import { nothingIsWritten } from "../harness/nothing-is-written.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { expectProblem, rawRequest } from "../harness/raw-request.ts";
import { runningService } from "../harness/running-service.ts";

/** Bodies that no client of ours would send: each gets a clear refusal, and nothing is written. */
const issuer = new Issuer("shop");
const service = runningService({ issuers: [issuer.settings] });
const organisation = new Organisation(service, issuer, "acme");
let admin: Person;
beforeAll(async () => {
  // An admin who has just used a second factor may call every route; the clock stands still, so the token stays fresh.
  admin = await organisation.admin();
});
nothingIsWritten(service);

const rows = Object.entries(routes) as [name: RouteName, route: Route][];
const withBody = rows.filter(([, { body }]) => body !== undefined);
const json = "application/json";
const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

const send = async (route: Route, body: string | Buffer, contentType: string | null = json) =>
  rawRequest(service.local.url, {
    method: route.method,
    path: leastAddress(route),
    headers: [
      "authorization",
      `Bearer ${await admin.tokenFor(route.access)}`,
      ...(contentType === null ? [] : ["content-type", contentType]),
    ],
    body,
  });

describe.each(withBody)("%s", (name, route) => {
  test.each([
    "{",
    "{]",
    "{'code':'1'}",
    '{"code":"1",}',
    "NaN",
    "undefined",
    " ",
    "\u0000",
    "{}{}",
    '{"code":"1"',
    "<code>1</code>",
    "code=123456",
  ])("malformed JSON %j", async (body) => {
    const answer = await send(route, body);
    expectProblem(answer, "invalid_request");
    expect(answer.body["errors"]).toEqual([{ path: "", message: "The body is not JSON in UTF-8" }]);
  });

  test.each(["[]", "[{}]", '"code"', "null", "0", "true", "[".repeat(4000)])("no object: %s", async (body) => {
    expectProblem(await send(route, body), "invalid_request");
  });

  test.each([
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "isAdmin",
    "preRegistered",
    "active",
    "",
  ])("the unknown field %j", async (field) => {
    const fields = Object.entries({ ...leastBodies[name] }).map(
      ([known, value]) => `${JSON.stringify(known)}:${JSON.stringify(value)}`,
    );
    const answer = await send(route, `{${[...fields, `${JSON.stringify(field)}:{"isAdmin":true}`].join()}}`);
    expectProblem(answer, "invalid_request");
    expect(answer.body["errors"]).toHaveLength(1);
    expect(JSON.stringify(answer.body["errors"])).toContain(field);
  });

  test.each([
    ["a lone byte", bytes('{"label":"', [0xff], '"}')],
    ["an overlong slash", bytes('{"label":"', [0xc0, 0xaf], '"}')],
    ["half a character", bytes('{"label":"', [0xed, 0xa0, 0x80], '"}')],
    ["a character cut short", bytes('{"label":"', [0xf0, 0x9f, 0x98], '"}')],
    ["UTF-16", Buffer.from('{"label":"x"}', "utf16le")],
    ["Latin-1", Buffer.from('{"label":"é"}', "latin1")],
    [
      "half a character as an escape",
      Buffer.from(String.raw`{"label":"\ud83d","reason":"a\udc00b","code":"123456\ud800"}`),
    ],
  ])("%s is not UTF-8", async (_what, body) => {
    const answer = await send(route, body);
    expectProblem(answer, "invalid_request");
    expect(answer.body["errors"]).toEqual([{ path: "", message: "The body is not JSON in UTF-8" }]);
  });

  test.each([
    "text/plain",
    "text/plain; charset=utf-8",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonp",
    "application/problem+json",
    "application/json-patch+json",
    "application/json; charset=iso-8859-1",
    "application/json; charset=utf-16",
    "application/json, text/plain",
    "text/plain, application/json",
    "*/*",
    null,
  ])("the content type %s", async (contentType) => {
    expectProblem(await send(route, '{"label":"x"}', contentType), "unsupported_media_type");
  });

  test.each([
    ["8193 bytes", "{}".padEnd(8193)],
    ["20 KB", JSON.stringify({ label: "x".repeat(20_000) })],
    ["4100 characters of two bytes", JSON.stringify({ label: "é".repeat(4100) })],
    ["20 KB of no text", Buffer.alloc(20_000, 0xff)],
  ])("%s are too much, whatever they say they are", async (_what, body) => {
    for (const contentType of [json, "application/octet-stream", null])
      expectProblem(await send(route, body, contentType), "payload_too_large");
  });

  test("8192 bytes are not too much", async () => {
    const answer = await send(route, `{"nothing":${"1".padStart(8180)}}`);
    expectProblem(answer, "invalid_request");
  });
});

test("the limit holds for calls without fields as well", async () => {
  for (const [, route] of rows.filter(([, { body, method }]) => body === undefined && method !== "GET"))
    expectProblem(await send(route, "x".repeat(20_000)), "payload_too_large");
});

test.each([
  "application/json",
  "Application/JSON",
  "application/json;charset=UTF-8",
  'application/json; charset="utf-8"',
  "application/json; charset=utf8",
  " application/json ",
])("the content type %j is JSON", async (contentType) => {
  expect((await send(routes.login, "{}", contentType)).status).toBe(200);
});

test.each([
  ["nothing at all", ""],
  ["8192 bytes", "{}".padEnd(8192)],
  ["a byte order mark", "\uFEFF{}"],
])("%s is a body without fields", async (_what, body) => {
  expect((await send(routes.login, body)).status).toBe(200);
});

const withoutBody = rows.filter(([, { body, method }]) => body === undefined && method !== "GET");

describe.each(withoutBody)("%s, which takes no fields,", (_, route) => {
  test.each(['{"a":1}', "{", "[]", '{"__proto__":{}}'])("refuses %s", async (body) => {
    expectProblem(await send(route, body), "invalid_request");
  });

  test("refuses a form", async () => {
    expectProblem(await send(route, "a=1", "application/x-www-form-urlencoded"), "unsupported_media_type");
  });
});
