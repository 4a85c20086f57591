import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");

const challengeOf = async (person: Person, number: string) => {
  const { body } = await person.withPassword("POST", "/v1/login/sms", { body: { factorId: person.smsFactorId } });
  return { id: String(body["challenge"].id), code: service.lastSmsCode(number) };
};

describe("a factor that is being set up", () => {
  it("needs the factor that is there: a password alone changes nothing about it", async () => {
    const person = acme.person("overwritten");
    await person.hasTotp();
    for (const body of [{ type: "totp" }, { type: "sms", phoneNumber: "+41791234561" }])
      expect(outcomeOf(await person.withPassword("POST", "/v1/factors", { body }))).toBe(
        "insufficient_user_authentication",
      );
    expect(service.local.outbox.messages.some(({ to }) => to === "+41791234561")).toBe(false);
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("200");
  });

  it("does not touch the active one, and its own codes open nothing", async () => {
    const [person, thief] = [acme.person("set-up"), acme.person("set-up")];
    await person.hasTotp();
    thief.accessToken = person.accessToken;
    await thief.enrollTotp();
    expect(outcomeOf(await person.verify(thief.totpCode()))).toBe("invalid_code");
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("200");
  });

  it("sends a code that is no login code, with or without an active factor", async () => {
    const person = acme.person("pending-phone");
    const enroll = async () =>
      person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+41791234562" } });
    const { body } = await enroll();
    const [code, challengeId] = [service.lastSmsCode(), String(body["challenge"].id)];
    expect(outcomeOf(await person.verify(code, challengeId))).toBe("not_enrolled");
    await person.hasTotp();
    expect(outcomeOf(await person.verify(code, challengeId))).toBe("challenge_expired");
    expect(
      outcomeOf(await person.withPassword("POST", "/v1/login/sms", { body: { factorId: String(body["factor"].id) } })),
    ).toBe("factor_not_found");
    expect(
      outcomeOf(await person.withPassword("POST", "/v1/login", { body: { factorId: String(body["factor"].id) } })),
    ).toBe("factor_not_found");
  });

  it("cannot be confirmed with a password alone once another factor is active", async () => {
    const person = acme.person("late-confirm");
    const { body } = await person.withPassword("POST", "/v1/factors", {
      body: { type: "sms", phoneNumber: "+41791234563" },
    });
    const code = service.lastSmsCode();
    await person.hasTotp();
    const path = `/v1/factors/${String(body["factor"].id)}`;
    expect(outcomeOf(await person.withPassword("POST", `${path}/confirm`, { body: { code } }))).toBe(
      "insufficient_user_authentication",
    );
    expect(outcomeOf(await person.withPassword("POST", `${path}/resend`))).toBe("insufficient_user_authentication");
  });

  it("dies after ten minutes", async () => {
    const person = acme.person("too-late");
    await person.enrollTotp();
    service.clock.forward(600);
    expect(outcomeOf(await person.confirm(person.totpFactorId, person.totpCode()))).toBe("enrollment_expired");
    expect((await person.withPassword("GET", "/v1/factors")).body["factors"]).toEqual([]);
  });
});

describe("a code", () => {
  it("of one user's challenge opens nothing for another, and stays good for its owner", async () => {
    const [owner, thief] = [acme.person("owner"), acme.person("thief")];
    await owner.hasSms("+41791234564");
    await thief.hasSms("+41791234565");
    const theirs = await challengeOf(owner, "+41791234564");
    const own = await challengeOf(thief, "+41791234565");
    expect(outcomeOf(await thief.verify(theirs.code, theirs.id))).toBe("challenge_expired");
    if (theirs.code !== own.code) expect(outcomeOf(await thief.verify(theirs.code, own.id))).toBe("invalid_code");
    expect(outcomeOf(await owner.verify(theirs.code, theirs.id))).toBe("200");
  });

  it("of one phone does not answer the challenge of the user's other phone", async () => {
    const person = acme.person("two-phones");
    await person.hasSms("+41791234566");
    const first = await challengeOf(person, "+41791234566");
    await person.hasSms("+41791234567");
    const second = await challengeOf(person, "+41791234567");
    if (first.code !== second.code) expect(outcomeOf(await person.verify(first.code, second.id))).toBe("invalid_code");
    expect(outcomeOf(await person.verify(first.code, first.id))).toBe("200");
    expect(outcomeOf(await person.verify(second.code, second.id))).toBe("200");
  });

  it("is of one kind: an app's does not answer an SMS, nor an SMS's an app", async () => {
    const person = acme.person("kinds");
    await person.hasTotp();
    await person.hasSms("+41791234568");
    const sent = await challengeOf(person, "+41791234568");
    person.nextStep();
    if (sent.code !== person.totpCode())
      expect(outcomeOf(await person.verify(person.totpCode(), sent.id))).toBe("invalid_code");
    expect(outcomeOf(await person.verify(sent.code))).toBe("invalid_code");
    expect(outcomeOf(await person.verify(sent.code, sent.id))).toBe("200");
  });

  it("that expired is refused although its item is still in the table", async () => {
    const person = acme.person("expired");
    await person.hasSms("+41791234569");
    const sent = await challengeOf(person, "+41791234569");
    service.clock.forward(300);
    expect(outcomeOf(await person.verify(sent.code, sent.id))).toBe("challenge_expired");
    const { Items = [] } = await service.aws.clients.documents.send(new ScanCommand({ TableName: "countersign" }));
    expect(Items.some(({ id }) => id === sent.id)).toBe(true);
  });

  it("that was replaced by a newer one is dead", async () => {
    const person = acme.person("replaced");
    await person.hasSms("+41791234570");
    const old = await challengeOf(person, "+41791234570");
    service.clock.forward(30);
    const fresh = await challengeOf(person, "+41791234570");
    expect(outcomeOf(await person.verify(old.code, old.id))).toBe("challenge_expired");
    expect(outcomeOf(await person.verify(fresh.code, fresh.id))).toBe("200");
  });

  it("of an app works once, and no older one works after it", async () => {
    const person = acme.person("alternates");
    await person.hasTotp();
    person.nextStep();
    const [next, current] = [person.totpCode(1), person.totpCode()];
    expect(outcomeOf(await person.verify(next))).toBe("200");
    for (const code of [current, next, current]) expect(outcomeOf(await person.verify(code))).toBe("code_already_used");
  });
});

it("a factor of somebody else is not there, whatever is asked of it", async () => {
  const [owner, thief] = [acme.person("has-factor"), acme.person("wants-factor")];
  await owner.hasTotp();
  await thief.hasTotp();
  const path = `/v1/factors/${owner.totpFactorId}`;
  for (const [method, suffix, body] of [
    ["PATCH", "", { label: "Mine" }],
    ["DELETE", "", undefined],
    ["POST", "/confirm", { code: "123456" }],
    ["POST", "/resend", undefined],
  ] as const)
    expect(outcomeOf(await thief.withAccess(method, path + suffix, { body }))).toBe("factor_not_found");
  expect(outcomeOf(await owner.verify(owner.totpCode()))).toBe("200");
});
