import { expect, test } from "vitest";
import { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** An admin names a user by the `sub` of the first issuer, or by `{issuerId}|{sub}`, percent-encoded. */
const { service, organisation: acme } = world();

const seenAs = async (userId: string) =>
  (await acme.asAdmin("GET", `/v1/admin/users/${encodeURIComponent(userId)}`)).body;

test("the first issuer's users go by their sub alone, and by the long form too", async () => {
  const user = new Person(service);
  await user.hasTotp();
  const short = await seenAs("user@example.com");
  expect(short).toMatchObject({ userId: "user@example.com", enabled: true, factors: [{ id: user.totpFactorId }] });
  expect(await seenAs("local|user@example.com")).toEqual(short);
  const { body } = await acme.asAdmin("GET", "/v1/admin/users/user@example.com");
  expect(body).toEqual(short);
});

test("an issuer that is not configured is part of a sub, not an issuer", async () => {
  expect(await seenAs("auth0|123")).toMatchObject({ userId: "auth0|123", enabled: false });
  expect((await seenAs("local|auth0|123"))["ref"]).toBe((await seenAs("auth0|123"))["ref"]);
});

test("a sub of the first issuer that looks like the long form is answered in the long form", async () => {
  expect((await seenAs("local|shop|ada"))["userId"]).toBe("local|shop|ada");
  expect((await seenAs("local|local|ada"))["userId"]).toBe("local|local|ada");
});

test.each([
  "a|b",
  "shop|a",
  "a#b",
  "a/b",
  "../ada",
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
  expect(seen.body).toMatchObject({ userId: `shop|${sub}`, enabled: true, factors: [{ id: person.totpFactorId }] });
  const reset = await acme.asAdmin("POST", `${acme.userPath(person)}/reset`, { reason: "Test" });
  expect(reset.body).toMatchObject({ userId: `shop|${sub}`, removed: { factors: 1 } });
  expect((await person.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(false);
});

test("subs that differ only in case or in Unicode form are different users", async () => {
  const refs = new Set<string>();
  for (const sub of ["Ada", "ada", "ada ", "\u00e9", "e\u0301"]) refs.add(String((await seenAs(sub))["ref"]));
  expect(refs.size).toBe(5);
});
