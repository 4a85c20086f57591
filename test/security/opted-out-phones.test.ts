/** @module-tag crowds */
import { InvalidParameterException } from "@aws-sdk/client-sns";
import { expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const number = "+41791234601";
const [stopped, other] = ["+41791234602", "+41791234603"];

/** Error of SNS once the phone's owner has replied STOP. */
const optedOut = (): Error =>
  new InvalidParameterException({
    $metadata: { httpStatusCode: 400 },
    message: `Invalid parameter: PhoneNumber Reason: ${number} is opted out`,
  });

it("a phone that has answered STOP: the refusal says that no SMS goes out, names no number, and another method gets in", async () => {
  const person = new Organisation(service, shop, "acme").person("stopped");
  await person.hasSms(number);
  await service.aws.failing(/^Publish/, optedOut, async () => {
    const sent = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    expect(sent).toMatchObject({ status: 502, body: { code: "sms_delivery_failed" } });
    const { requestId: _random, ...said } = sent.body;
    expect(JSON.stringify(said)).not.toMatch(/79\D*123|opted/);
    const login = await person.withPassword("POST", "/v1/login");
    expect(login.body).toMatchObject({
      decision: "challenge",
      challenge: null,
      sms: { unavailable: "sms_delivery_failed" },
    });
    expect((await person.verify(person.backupCodes[0] ?? "")).status).toBe(200);
  });
  expect((await person.withPassword("POST", "/v1/login/sms", { body: {} })).status).toBe(202);
});

it("a user with two phones and nothing else, of which one has answered STOP: gets in by the other", async () => {
  const person = new Organisation(service, shop, "acme").person("two-phones");
  await person.hasSms(stopped);
  const { smsFactorId: preferred } = person;
  await person.hasSms(other);
  for (const code of person.backupCodes) expect((await person.verify(code)).status).toBe(200);
  const login = await service.aws.failing(/^Publish/, optedOut, async () => person.withPassword("POST", "/v1/login"));
  expect(login).toMatchObject({
    status: 200,
    body: {
      decision: "challenge",
      factors: [{ id: preferred }, { id: person.smsFactorId }],
      backupCodes: { remaining: 0 },
      challenge: null,
      sms: { unavailable: "sms_delivery_failed" },
    },
  });
  const named = { body: { factorId: person.smsFactorId } };
  const { body } = await person.withPassword("POST", "/v1/login", named);
  expect((await person.verify(service.lastSmsCode(other), body["challenge"].id)).status).toBe(200);
});

it("but codes that were guessed too often close both phones: the login says so, and until when", async () => {
  const person = new Organisation(service, shop, "acme").person("guessed");
  await person.hasSms("+41791234604");
  await person.hasSms("+41791234605");
  for (const code of person.backupCodes) await person.verify(code);
  const guess = async (times: number) => {
    const { body } = await person.withPassword("POST", "/v1/login");
    const wrong = service.lastSmsCode("+41791234604") === "111111" ? "222222" : "111111";
    for (let nth = 0; nth < times; nth += 1) await person.verify(wrong, body["challenge"].id);
  };
  await guess(5);
  expect(await person.withPassword("POST", "/v1/login")).toMatchObject({
    status: 429,
    body: { code: "too_many_attempts", retryAfter: 30 },
  });
  for (let nth = 5; nth < 20; nth += 1) {
    service.clock.forward(3 * 3600);
    await guess(1);
  }
  service.clock.forward(60);
  expect(outcomeOf(await person.withPassword("POST", "/v1/login"))).toBe("method_disabled");
});
