import { beforeEach, expect, test } from "vitest";
import { recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";

/** An address that the provider will never take is no failure of the service: the caller is told to go another way. */
const { service, organisationOf } = world();
const rejected = () => Object.assign(new Error("Address is not valid"), { name: "MessageRejected" });

beforeEach(() => {
  service.aws.heal();
});

test("a recovery is not offered to an address that is refused for good, and is if the provider only failed", async () => {
  const lost = await recoveringPerson(organisationOf("recovery"), service);
  service.aws.fail(/^SendEmailCommand$/, rejected);
  expect((await lost.asks()).body).toMatchObject({ status: 409, code: "recovery_not_offered" });
  service.aws.heal();
  service.aws.fail(/^SendEmailCommand$/, "broken");
  expect((await lost.asks()).body).toMatchObject({ status: 503, code: "temporarily_unavailable" });
  service.aws.heal();
  expect((await lost.asks()).status).toBe(202);
});

test("a caller's words do not go to an address that is refused for good", async () => {
  const acme = organisationOf("caller");
  const ada = acme.person("ada", { email: "ada@mail.example" });
  await ada.hasTotp();
  service.aws.fail(/^SendEmailCommand$/, rejected);
  const { body } = await acme.asAdmin("POST", acme.userPath(ada, "caller-check"), { channel: "email" });
  expect(body).toMatchObject({ status: 409, code: "no_channel" });
});

test("a claim that is no address is no contact, and the login goes on", async () => {
  const acme = organisationOf("addresses");
  const before = service.aws.calls.filter(({ command }) => command === "SendEmailCommand").length;
  for (const [nth, email] of [
    "ada",
    "a b@mail.example",
    "a@b@c",
    "@mail.example",
    "ada@",
    "a,b@mail.example",
    "ada@mail\n.example",
  ].entries()) {
    const ada = acme.person(`ada-${String(nth)}`, { email });
    await ada.hasTotp();
    await service.local.drained();
    const check = await acme.asAdmin("POST", acme.userPath(ada, "caller-check"), { channel: "email" });
    expect(check.body["code"], email).toBe("no_channel");
  }
  // The provider was never asked to take one of them.
  expect(service.aws.calls.filter(({ command }) => command === "SendEmailCommand").slice(before)).toEqual([]);
  const known = acme.person("known", { email: "Ada.O'Hara+shop@sub.mail.example" });
  await known.hasTotp();
  await service.local.drained();
  expect((await acme.asAdmin("POST", acme.userPath(known, "caller-check"), { channel: "email" })).status).toBe(202);
});
