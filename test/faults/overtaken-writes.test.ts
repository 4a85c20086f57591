import { beforeEach, expect, it } from "vitest";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";
import { newNumber } from "./step.ts";

/** A write lands, its answer gets lost, and before it is looked at again the same user's account is written by somebody else. */
const { service, organisation: acme } = world();

beforeEach(() => service.aws.heal());

function overtakeTheNextWrite(meanwhile: () => Promise<unknown>): void {
  service.aws.fail(/^PutItemCommand$/, "timedOut", {
    times: 1,
    sk: /ACCOUNT/,
    afterwards: true,
    meanwhile: async () => void (await meanwhile()),
  });
}
const wrongCode = async (person: Person) => person.verify("ZZZZ-ZZZZ-ZZZZ");

it("the SMS that it reserved goes out, once", async () => {
  const person = acme.person("texted");
  const number = newNumber();
  await person.hasSms(number);
  service.clock.forward(60);
  overtakeTheNextWrite(async () => wrongCode(person));
  const sent = await person.withPassword("POST", "/v1/login/sms", { body: {} });
  expect(sent.status).toBe(202);
  expect(service.local.outbox.messages.filter(({ to }) => to === number)).toHaveLength(2);
  expect((await person.verify(service.lastSmsCode(number), String(sent.body["challenge"].id))).status).toBe(200);
  expect(service.aws.areSpent).toBe(true);
});

it("the phone that it set up gets its SMS, and its code confirms it", async () => {
  const person = acme.person("sets-up");
  await person.hasTotp();
  await person.loginWithTotp();
  const number = newNumber();
  overtakeTheNextWrite(async () => wrongCode(person));
  const begun = await person.withAccess("POST", "/v1/factors", { body: { type: "sms", phoneNumber: number } });
  expect(begun.status).toBe(201);
  const body = { code: service.lastSmsCode(number) };
  const path = `/v1/factors/${String(begun.body["factor"].id)}/confirm`;
  expect((await person.withAccess("POST", path, { body })).status).toBe(200);
});

it("the backup codes that it made with the first factor are shown, and work", async () => {
  const person = acme.person("confirms");
  const number = newNumber();
  const begun = await person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: number } });
  overtakeTheNextWrite(async () => wrongCode(person));
  const confirmed = await person.withPassword("POST", `/v1/factors/${String(begun.body["factor"].id)}/confirm`, {
    body: { code: service.lastSmsCode(number) },
  });
  expect(confirmed.status).toBe(200);
  expect(confirmed.body["backupCodes"]).toHaveLength(10);
  expect((await person.verify(String(confirmed.body["backupCodes"][0]))).status).toBe(200);
});
