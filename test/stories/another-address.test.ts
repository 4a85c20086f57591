import { beforeEach, expect, test } from "vitest";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** Where a user is told of changes, and how that place changes. */
const { service, organisation } = world({ issuer: "address", tenant: "address", variables: { APP_NAME: "Shop" } });

let nth = 0;
let name = "";
beforeEach(() => void (name = `user-${String((nth += 1))}`));
const at = (claims: object): Person => organisation.person(name, claims);
/** The same person with another token. */
function as(person: Person, claims: object): Person {
  const again = at(claims);
  again.totpFactorId = person.totpFactorId;
  again.accessToken = person.accessToken;
  return Object.assign(again, {
    totpCode: person.totpCode.bind(person),
    wrongTotpCode: person.wrongTotpCode.bind(person),
  });
}
const old = () => ({ email: `${name}@old.example` });
const fresh = () => ({ email: `${name}@new.example` });
const login = async (person: Person) => person.withPassword("POST", "/v1/login");

/** The subjects that an address got, oldest first. */
async function subjectsOf({ email }: { readonly email: string }): Promise<readonly string[]> {
  await service.local.drained();
  const { body } = await service.call("GET", "/local/mail");
  const mails = body["mails"] as readonly { to: string; subject: string }[];
  return mails
    .filter(({ to }) => to === email)
    .map(({ subject }) => subject.replace("Shop: ", ""))
    .toReversed();
}
async function eventsOf(person: Person): Promise<readonly string[]> {
  await service.local.drained();
  const { body } = await organisation.asAdmin("GET", organisation.userPath(person, "events"));
  return (body["events"] as readonly { type: string }[]).map(({ type }) => type);
}

test("a login without a second factor tells where its user can be reached; whoever sets one up without an address is told there", async () => {
  await login(at(old()));
  await at({}).hasTotp();
  expect(await subjectsOf(old())).toEqual(["Two-step sign-in is on"]);
});

test("an address that the issuer has not verified is none", async () => {
  for (const email_verified of [false, "false"]) await login(at({ ...old(), email_verified }));
  await at({}).hasTotp();
  expect(await subjectsOf(old())).toEqual([]);
});

test("a password alone names no other address, before a factor is there and beside it", async () => {
  await login(at(old()));
  await login(at(fresh()));
  const ada = at({});
  await ada.hasTotp();
  await login(as(ada, fresh()));
  await as(ada, fresh()).verify(ada.wrongTotpCode());
  await ada.loginWithTotp();
  await ada.withAccess("POST", "/v1/backup-codes");
  expect(await subjectsOf(old())).toEqual(["Two-step sign-in is on", "New backup codes"]);
  expect(await subjectsOf(fresh())).toEqual([]);
});

test("beside a factor a password alone names no first address either; a right code does", async () => {
  const ada = at({});
  await ada.hasTotp();
  await login(as(ada, fresh()));
  await ada.loginWithTotp();
  await ada.withAccess("POST", "/v1/backup-codes");
  expect(await subjectsOf(fresh())).toEqual([]);
  await as(ada, fresh()).loginWithTotp();
  await ada.withAccess("POST", "/v1/backup-codes");
  expect(await subjectsOf(fresh())).toEqual(["New backup codes"]);
  expect(await eventsOf(ada)).not.toContain("contact.changed");
});

test("a right code with another address: both are told, of that and of everything for thirty days", async () => {
  const ada = at(old());
  await ada.hasTotp();
  const moved = as(ada, fresh());
  await moved.loginWithTotp();
  expect((await eventsOf(ada)).filter((type) => type === "contact.changed")).toHaveLength(1);
  expect((await subjectsOf(old())).at(-1)).toBe("Another e-mail address");
  expect(await subjectsOf(fresh())).toEqual(["Another e-mail address"]);

  service.clock.forward(29 * 86_400);
  await moved.loginWithTotp();
  await moved.withAccess("POST", "/v1/backup-codes");
  expect((await subjectsOf(old())).at(-1)).toBe("New backup codes");
  service.clock.forward(2 * 86_400);
  await moved.loginWithTotp();
  await moved.withAccess("DELETE", "/v1/factors");
  expect((await subjectsOf(old())).at(-1)).toBe("New backup codes");
  expect((await subjectsOf(fresh())).at(-1)).toBe("Two-step sign-in is off");
});

test("the same address in other letters is no other address", async () => {
  const ada = at(old());
  await ada.hasTotp();
  await as(ada, { email: old().email.toUpperCase() }).loginWithTotp();
  expect(await eventsOf(ada)).not.toContain("contact.changed");
});
