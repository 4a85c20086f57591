/** @module-tag crowds */
import { afterAll, aroundEach, beforeAll, describe, expect, it } from "vitest";
import type { Clients } from "../../shared/aws/clients.ts";
import { awsServices } from "../../local/emulated-aws.ts";
import { outcomeOf, tally } from "../harness/at-once.ts";
import { Authenticator } from "../harness/authenticator.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { RunningService } from "../harness/running-service.ts";
import { shopOrigin, withPasskeys } from "../harness/world.ts";

const shop = new Issuer("shop", withPasskeys);
const variables = { SERVICE_ISSUER: "https://second-factor.example.com" };
const first = new RunningService({ issuers: [shop.settings], variables });
/** The same service once more: its own memory, keys and policies, but the table, the master key and the phones of the first. */
const second = new RunningService({
  issuers: [shop.settings],
  variables,
  clock: first.clock,
  external: awsServices,
});

const variablesBefore = { ...process.env };
const addresses = [
  "AWS_ENDPOINT_URL_DYNAMODB",
  "AWS_ENDPOINT_URL_KMS",
  "AWS_ENDPOINT_URL_SNS",
  "AWS_ENDPOINT_URL_EVENTBRIDGE",
  "AWS_ENDPOINT_URL_SESV2",
  "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
];
const access = { AWS_REGION: "local", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };

async function addressOf({
  config,
}: {
  readonly config: Clients["kms"]["config"] | Clients["documents"]["config"];
}): Promise<string> {
  const { protocol = "", hostname = "", port = 0 } = (await config.endpoint?.()) ?? {};
  return `${protocol}//${hostname}:${port}`;
}

aroundEach(async (test) => first.clock.during(test));
beforeAll(async () => {
  await first.start();
  const { documents, kms } = first.aws.clients;
  const [dynamodb, aws] = await Promise.all([addressOf(documents), addressOf(kms)]);
  const [dynamodbName = "", ...otherNames] = addresses;
  Object.assign(
    process.env,
    access,
    { [dynamodbName]: dynamodb },
    Object.fromEntries(otherNames.map((name) => [name, aws])),
  );
  await second.start();
});

afterAll(async () => {
  // Not `vi.stubEnv`: the SDK reads them at its first call, and stubs are gone by the first test.
  for (const name of [...addresses, ...Object.keys(access)]) delete process.env[name];
  Object.assign(process.env, variablesBefore);
  await second.stop();
  await first.stop();
});

const acme = new Organisation(first, shop, "acme");
const services = [first, second] as const;
const onBoth = async <T>(call: (service: RunningService, nth: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: 10 }, async (_, nth) => call(nth % 2 === 0 ? first : second, nth)));

describe("two processes on one table", () => {
  it("that start at once agree on the keys that they make", async () => {
    const tokens = await Promise.all(services.map(async () => acme.person("cold").passwordToken()));
    const enrolled = await Promise.all(
      services.map(async (service, nth) =>
        service.call("POST", "/v1/factors", { token: tokens[nth], body: { type: "totp" } }),
      ),
    );
    expect(tally(enrolled)).toEqual({ 201: 2 });
    const [one, other] = await Promise.all(
      services.map(async (service) => service.call("GET", "/.well-known/jwks.json")),
    );
    expect(one?.body["keys"]).toHaveLength(2);
    expect(other?.body).toEqual(one?.body);
    const lists = await Promise.all(
      services.map(async (service, nth) => service.call("GET", "/v1/factors", { token: tokens[nth] })),
    );
    expect(lists[0]?.body["factors"]).toHaveLength(1);
    expect(lists[1]?.body).toEqual(lists[0]?.body);
  });

  it("accept one code once", async () => {
    const person = acme.person("both");
    await person.hasTotp();
    const token = await person.passwordToken();
    const code = person.totpCode();
    const answers = await onBoth(async (service) =>
      service.call("POST", "/v1/login/verify", { token, body: { code } }),
    );
    expect(tally(answers)).toEqual({ 200: 1, code_already_used: 9 });
  });

  it("accept one backup code once", async () => {
    const person = acme.person("both-backup");
    await person.hasTotp();
    const token = await person.passwordToken();
    const [code] = person.backupCodes;
    const answers = await onBoth(async (service) =>
      service.call("POST", "/v1/login/verify", { token, body: { code } }),
    );
    expect(tally(answers)).toEqual({ 200: 1, code_already_used: 9 });
  });

  it("accept one answer of a passkey once", async () => {
    const [person, key] = [acme.person("both-passkey"), new Authenticator(shopOrigin)];
    await person.hasPasskey(key);
    const token = await person.passwordToken();
    const credential = key.get((await person.withPassword("POST", "/v1/login")).body["publicKey"]);
    const answers = await onBoth(async (service) =>
      service.call("POST", "/v1/login/verify", { token, body: { credential } }),
    );
    expect(tally(answers)).toEqual({ 200: 1, challenge_expired: 9 });
  });

  it("finish one recovery once, however many complete and confirm it at once", async () => {
    const lost = await recoveringPerson(acme, first, { phone: "+41791234532" });
    const { person } = lost;
    await lost.waits();
    await lost.passes(73);
    const [token, code] = [await person.passwordToken(), lost.mailedCode()];
    const begun = await onBoth(async (service) =>
      service.call("POST", "/v1/recovery/complete", { token, body: { type: "totp", code } }),
    );
    expect(tally(begun)).toEqual({ 201: 10 });
    await lost.completes(code);
    const confirmed = await onBoth(async (service) =>
      service.call("POST", `/v1/factors/${person.totpFactorId}/confirm`, { token, body: { code: person.totpCode() } }),
    );
    expect(tally(confirmed)).toEqual({ 200: 1, code_already_used: 9 });
    const done = confirmed.find(({ status }) => status === 200);
    const { body } = await second.call("GET", "/v1/factors", { token: done?.body["accessToken"] });
    expect(body["factors"].map(({ id }: { id: string }) => id)).toEqual([person.totpFactorId]);
  });

  it("judge five wrong codes between them", async () => {
    const person = acme.person("both-guess");
    await person.hasTotp();
    const token = await person.passwordToken();
    const body = { code: person.wrongTotpCode() };
    const answers = await onBoth(async (service) => service.call("POST", "/v1/login/verify", { token, body }));
    expect(tally(answers)).toEqual({ invalid_code: 5, too_many_attempts: 5 });
  });

  it("send one SMS between them", async () => {
    const person = acme.person("both-phone");
    const token = await person.passwordToken();
    const body = { type: "sms", phoneNumber: "+41791234531" };
    const answers = await onBoth(async (service) => service.call("POST", "/v1/factors", { token, body }));
    expect(tally(answers)).toEqual({ 201: 1, sms_limit_reached: 9 });
    expect(first.local.outbox.messages.filter(({ to }) => to === body.phoneNumber)).toHaveLength(1);
    expect(second.local.outbox.messages).toEqual([]);
  });

  it("take each other's access tokens, and refuse them both after a reset at one of them", async () => {
    const person = acme.person("both-reset");
    await person.hasTotp();
    const rename = async (service: RunningService) =>
      service.call("PATCH", `/v1/factors/${person.totpFactorId}`, {
        token: person.accessToken,
        body: { label: "Mine" },
      });
    expect((await Promise.all(services.map(rename))).map(outcomeOf)).toEqual(["200", "200"]);
    await acme.asAdmin("POST", acme.userPath(person, "reset"), { reason: "Lost phone" });
    expect((await Promise.all(services.map(rename))).map(outcomeOf)).toEqual(["unauthenticated", "unauthenticated"]);
    for (const service of services) {
      const disabled = await service.call("GET", "/v1/factors", { token: await person.passwordToken() });
      expect(disabled.body).toMatchObject({ enabled: false });
    }
  });
});
