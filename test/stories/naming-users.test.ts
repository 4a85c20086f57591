import { expect, test } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

/** An admin names a user by the `sub` as the provider shows it; `issuer` is the id of another issuer than the admin's own. */
const shop = new Issuer("auth0", { sharesTenants: ["bank"] });
const bank = new Issuer("bank", { sharesTenants: ["auth0"] });
const hidden = new Issuer("hidden", {
  tenantClaim: "org",
  tenants: ["secret"],
  admins: false,
  sharesTenants: ["auth0"],
});
const service = runningService({
  issuers: [
    { ...shop.settings, sharesTenants: ["bank", "hidden"] },
    { ...bank.settings, tenants: ["acme"] },
    hidden.settings,
  ],
});
const acme = new Organisation(service, shop, "acme");
const ofBank = new Organisation(service, bank, "acme");

const ask = async (query: string | Record<string, string>) =>
  acme.asAdmin("GET", `/v1/admin/user?${new URLSearchParams(query).toString()}`);
const seenAs = async (userId: string) => (await ask({ userId })).body;

test("the own issuer's users go by their sub alone, whatever it looks like: no prefix is read", async () => {
  const person = acme.person("auth0|123");
  await person.hasTotp();
  const factors = [{ id: person.totpFactorId }];
  expect(await seenAs("auth0|123")).toMatchObject({ userId: "auth0|123", issuer: "auth0", known: true, factors });
  expect(await seenAs("123")).toMatchObject({ userId: "123", known: false, factors: [] });
});

test("the same sub at another issuer is another user, and is named by that issuer's id", async () => {
  const [here, there] = [acme.person("twin"), ofBank.person("twin")];
  await there.hasTotp();
  expect((await ask({ userId: "twin", issuer: "bank" })).body).toMatchObject({ issuer: "bank", known: true });
  expect(await seenAs("twin")).toMatchObject({ issuer: "auth0", known: false });
  expect((await here.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(false);
});

test("an issuer that does not exist is a mistake, and users of one that does not share are not to be reached", async () => {
  expect((await ask({ userId: "ada", issuer: "nobody" })).body).toMatchObject({
    code: "invalid_request",
    errors: [{ path: "issuer" }],
  });
  expect((await ask({ userId: "ada", issuer: "local" })).body["code"]).toBe("forbidden");
});

test.each([
  "a|b",
  "shop|a",
  "a#b",
  "a/b",
  "../ada",
  "..",
  "100%",
  "a%2Fb",
  "a b+c?d&e",
  "ünïcödé 名前 🙂",
  "USER#acme#x",
  "~",
  "x".repeat(255),
])("sub %s", async (sub) => {
  const person = acme.person(sub);
  await person.hasTotp();
  const seen = await acme.asAdmin("GET", acme.userPath(person));
  expect(seen.body).toMatchObject({ userId: sub, known: true, enabled: true, factors: [{ id: person.totpFactorId }] });
  const reset = await acme.asAdmin("POST", acme.userPath(person, "reset"), { reason: "Test" });
  expect(reset.body).toMatchObject({ userId: sub, known: true, removed: { factors: 1 } });
  expect((await person.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(false);
});

test("subs that differ only in case or in Unicode form are different users", async () => {
  const refs = new Set<string>();
  for (const sub of ["Ada", "ada", "ada ", "\u00e9", "e\u0301"]) refs.add(String((await seenAs(sub))["ref"]));
  expect(refs.size).toBe(5);
});

test.each([
  ["a broken encoding", "userId=a%ff"],
  ["an invisible mark", "userId=ada%E2%80%8B"],
  ["a bidi mark", "userId=%E2%80%AEada"],
  ["a line break", "userId=ada%0a"],
  ["no user", ""],
  ["an empty one", "userId="],
  ["two users", "userId=ada&userId=bob"],
  ["a misspelt name", "userID=ada"],
  ["a tenant in capitals, which would act on the own one", "userId=ada&Tenant=umbrella"],
  ["a misspelt tenant", "userId=ada&tenat=umbrella"],
])("a query with %s is refused", async (_, query) => {
  expect(await ask(query)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
});

test("a plus in a query is a blank, as forms write it", async () => {
  const person = acme.person("ada lovelace");
  await person.hasTotp();
  expect((await ask("userId=ada+lovelace")).body).toMatchObject({ userId: "ada lovelace", known: true });
});

test("a reset of an unknown user says so and writes nothing", async () => {
  const { body } = await acme.asAdmin("POST", "/v1/admin/user/reset?userId=slip", { reason: "Lost phone" });
  expect(body).toEqual({ userId: "slip", known: false, removed: { factors: 0, backupCodes: 0 } });
  expect(await seenAs("slip")).toMatchObject({ known: false });
});

test("phones of many users are registered at once, each row with an answer of its own", async () => {
  const known = new Person(service, "known", async () => shop.token(service.clock, { sub: "known", org: "acme" }));
  await known.hasTotp();
  const phones = [
    { userId: "known", phoneNumber: "+41 79 123 45 01" },
    { userId: "new", phoneNumber: "+41791234502" },
    { userId: "new", issuer: "bank", phoneNumber: "+41791234503" },
    { userId: "wrong", phoneNumber: "+41 12" },
    { userId: "stranger", issuer: "local", phoneNumber: "+41791234504" },
  ];
  const { status, body } = await acme.asAdmin("PUT", "/v1/admin/phones", { phones });
  expect(status).toBe(200);
  expect(body["results"]).toEqual([
    { userId: "known", ok: true, known: true },
    { userId: "new", ok: true, known: false },
    { userId: "new", ok: true, known: false },
    { userId: "wrong", ok: false, code: "invalid_phone_number", known: false },
    { userId: "stranger", ok: false, code: "forbidden", known: false },
  ]);
  expect(await seenAs("new")).toMatchObject({ preRegisteredPhone: "+41 ••• •• •• 02" });
  const twice = await acme.asAdmin("PUT", "/v1/admin/phones", { phones: [phones[1], phones[1]] });
  expect(twice.body["code"]).toBe("invalid_request");
  const ownIssuer = { ...phones[1], issuer: shop.settings.id };
  const named = await acme.asAdmin("PUT", "/v1/admin/phones", { phones: [phones[1], ownIssuer] });
  expect(named.body["errors"]).toEqual([{ path: "phones", message: "Each user once" }]);
});
