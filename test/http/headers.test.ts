import { beforeAll, describe, expect, test } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { type RouteName, routes } from "../../shared/contract/routes.ts";
import { Issuer } from "../harness/issuer.ts";
import { leastAddress, leastBodies } from "../harness/least-bodies.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { runningService } from "../harness/running-service.ts";

/** Headers of every answer, success or refusal, and headers of only some. */
const issuer = new Issuer("shop");
const service = runningService({ issuers: [issuer.settings] });
const organisation = new Organisation(service, issuer, "acme");
let admin: Person;
beforeAll(async () => {
  admin = await organisation.admin();
});

const rows = Object.entries(routes) as [name: RouteName, route: Route][];
const ask = async (
  [name, { method, path, query }]: (typeof rows)[number],
  token: string | undefined,
): Promise<Answer> =>
  service.call(method, leastAddress({ path, query }), {
    token,
    ...(method === "GET" || method === "DELETE" ? {} : { body: leastBodies[name] ?? {} }),
  });

/** A browser keeps nothing, guesses nothing, frames nothing, and comes back by HTTPS. */
const isSafe = ({ headers }: Answer): void => {
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'; frame-ancestors 'none'");
  for (const telling of ["server", "x-powered-by", "set-cookie"]) expect(headers.has(telling), telling).toBe(false);
};

describe.each(rows)("%s", (...row) => {
  const [, { access, cacheSeconds }] = row;

  test("every answer has its id, says whether it may be kept, and is safe in a browser", async () => {
    const answers = [
      await ask(row, undefined),
      await ask(row, "nonsense"),
      ...(access === "fresh" ? [] : [await ask(row, admin.accessToken)]),
    ];
    const ids = answers.map(({ headers }) => headers.get("x-request-id"));
    expect(new Set(ids).size).toBe(answers.length);
    for (const answer of answers) {
      isSafe(answer);
      const mayBeKept = cacheSeconds !== undefined && answer.status === 200;
      expect(answer.headers.get("cache-control")).toBe(
        mayBeKept ? `public, max-age=${String(cacheSeconds)}` : "no-store",
      );
    }
  });
});

test("addresses and methods that do not exist answer with the same headers", async () => {
  for (const answer of [await service.call("GET", "/nothing"), await service.call("PUT", "/v1/login")]) {
    isSafe(answer);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  }
});

test("only the key set and the OpenAPI document may be kept, for five minutes", () => {
  expect(
    rows
      .filter(([, { cacheSeconds }]) => cacheSeconds !== undefined)
      .map(([, { path, cacheSeconds }]) => [path, cacheSeconds]),
  ).toEqual([
    ["/.well-known/jwks.json", 300],
    ["/openapi.json", 300],
  ]);
});

test("a caller's own X-Request-Id is not taken over", async () => {
  const { headers } = await service.call("GET", "/health", { headers: { "x-request-id": "chosen" } });
  expect(headers.get("x-request-id")).not.toBe("chosen");
});

test("an answer without a body says so", async () => {
  const person = organisation.person("ada");
  await person.hasTotp();
  const gone = await person.withAccess("DELETE", "/v1/factors");
  expect(gone).toMatchObject({ status: 204, text: "" });
  expect(gone.headers.has("content-type")).toBe(false);
});

describe("Retry-After is what the body says, and the truth", () => {
  test("for a lock", async () => {
    const person = organisation.person("ben");
    await person.hasTotp();
    for (let wrong = 0; wrong < 5; wrong += 1) await person.verify(person.wrongTotpCode(wrong));
    service.clock.forward(12.5);
    const locked = await person.verify(person.totpCode());
    expect(locked.body["retryAfter"]).toBe(18);
    expect(locked.headers.get("retry-after")).toBe("18");
    service.clock.forward(17.4);
    expect((await person.verify(person.totpCode())).headers.get("retry-after")).toBe("1");
    service.clock.forward(0.1);
    expect((await person.verify(person.totpCode())).status).toBe(200);
  });
});
