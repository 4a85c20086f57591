import { describe, expect, test } from "vitest";
import { type Route, type RouteName, routes } from "../../shared/contract/routes.ts";
import { Issuer } from "../harness/issuer.ts";
import { leastBodies } from "../harness/least-bodies.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Answer } from "../harness/called-service.ts";
import { runningService } from "../harness/running-service.ts";

/** Every row of the route table, with every token that is too weak for it. A new row is covered by being in the table. */
const issuer = new Issuer("shop");
const service = runningService({ issuers: [issuer.settings] });
const organisation = new Organisation(service, issuer, "acme");

const rows = Object.entries(routes) as [name: RouteName, route: Route][];
const at = (...levels: readonly Route["access"][]) => rows.filter(([, { access }]) => levels.includes(access));

const ask = async ([name, { method, path }]: (typeof rows)[number], token?: string): Promise<Answer> =>
  service.call(method, path.replace("{factorId}", "fac_unknown").replace("{userId}", "shop%7Cada"), {
    token,
    ...(method === "GET" || method === "DELETE" ? {} : { body: leastBodies[name] ?? {} }),
  });

const stepUp = (answer: Answer): string | null => {
  expect(answer).toMatchObject({ status: 401, body: { code: "insufficient_user_authentication" } });
  return answer.headers.get("www-authenticate");
};
const needsCode = 'Bearer error="insufficient_user_authentication", acr_values="urn:countersign:2fa"';
const needsPassword = 'Bearer error="insufficient_user_authentication", max_age="300"';
const needsBoth = 'Bearer error="insufficient_user_authentication", max_age="300", acr_values="urn:countersign:2fa"';

const tokenOf = (sub: string, claims: object = {}): string =>
  issuer.token(service.clock, { sub, org: "acme", ...claims });
const anHourAgo = (): number => Math.floor(service.clock.now() / 1000) - 3600;
let nth = 0;
/** Somebody with an authenticator app, by default with the admin role, since that must not help by itself. */
const enrolled = async (claims: object = { roles: ["2fa-admin"] }) => {
  const person = organisation.person(`person-${(nth += 1)}`, claims);
  await person.hasTotp();
  return person;
};

describe.each(at("public"))("%s is public", (...row) => {
  test("it needs nothing, and a token that proves nothing does no harm", async () => {
    for (const token of [undefined, "nonsense"]) expect((await ask(row, token)).status).toBe(row[1].status);
  });
});

describe.each(at("user", "proven", "fresh", "admin"))("%s", (...row) => {
  const [, { access }] = row;
  const isAdmin = access === "admin";

  test("needs a token", async () => {
    const none = await ask(row);
    expect(none).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(none.headers.get("www-authenticate")).toBe("Bearer");
    const bad = await ask(row, "eyJhbGciOiJub25lIn0.e30.");
    expect(bad.body["code"]).toBe("unauthenticated");
  });

  test("judges a token with the password alone by its level, once a factor is active", async () => {
    const person = await enrolled();
    const answer = await ask(row, tokenOf(person.email, { roles: ["2fa-admin"] }));
    if (access === "user") expect(answer.status).not.toBe(401);
    else expect(stepUp(answer)).toBe(needsCode);
  });

  test("judges an old password by its level", async () => {
    const person = await enrolled();
    const { body } = await service.call("POST", "/v1/login/verify", {
      token: tokenOf(person.email, { roles: ["2fa-admin"], auth_time: anHourAgo() }),
      body: { code: person.totpCode() },
    });
    const answer = await ask(row, String(body["assertion"]));
    if (access === "fresh") expect(stepUp(answer)).toBe(needsPassword);
    else expect(answer.status).not.toBe(401);
    const weak = await ask(row, tokenOf(person.email, { roles: ["2fa-admin"], auth_time: anHourAgo() }));
    if (access === "fresh") expect(stepUp(weak)).toBe(needsBoth);
  });

  test("an assertion from before 2FA was switched off proves nothing afterwards", async () => {
    const person = await enrolled();
    const old = String(person.assertion);
    expect((await person.withAssertion("DELETE", "/v1/factors")).status).toBe(204);
    if (isAdmin) expect(stepUp(await ask(row, old))).toBe(needsCode);
    person.assertion = undefined;
    await person.hasTotp();
    const answer = await ask(row, old);
    if (access === "user") expect(answer.status).not.toBe(401);
    else expect(stepUp(answer)).toBe(needsCode);
  });

  test("an assertion of a login without a second factor proves none", async () => {
    const person = organisation.person(`person-${(nth += 1)}`, { roles: ["2fa-admin"] });
    const { body } = await person.withPassword("POST", "/v1/login");
    await person.hasTotp();
    const answer = await ask(row, String(body["assertion"]));
    if (access === "user") expect(answer.status).not.toBe(401);
    else expect(stepUp(answer)).toBe(needsCode);
  });
});

describe.each(at("admin"))("%s", (...row) => {
  test("is not for users, however well they proved who they are", async () => {
    const person = await enrolled({ roles: ["reader", "admin", "2fa-admins"] });
    expect(await ask(row, person.assertion)).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  test("refuses a user before it looks at the fields", async () => {
    const { method, path } = row[1];
    const refused = await service.call(method, path.replace("{userId}", "x".repeat(400)), {
      token: tokenOf("nobody"),
      ...(method === "GET" ? {} : { body: { junk: 1 } }),
    });
    expect(refused.body["code"]).toBe("forbidden");
  });

  test("is not for an admin who was reset", async () => {
    const admin = await enrolled();
    expect(
      (await organisation.asAdmin("POST", `${organisation.userPath(admin)}/reset`, { reason: "Left the company" }))
        .status,
    ).toBe(200);
    expect(stepUp(await ask(row, admin.assertion))).toBe(needsCode);
  });
});

describe.each(at("proven", "fresh"))("%s", (...row) => {
  test("needs no code of one who has no factor", async () => {
    const answer = await ask(row, tokenOf(`person-${(nth += 1)}`));
    expect(answer.status).not.toBe(401);
  });
});
