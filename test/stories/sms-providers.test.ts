import { describe, expect, it } from "vitest";
import { decodeJwt } from "jose";
import { outcomeOf } from "../harness/at-once.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";

const sns = world();
const notify = world({ variables: { SMS_PROVIDER: "notify" } });
const ours = world({ variables: { SMS_PROVIDER: "end-user-messaging", SMS_ORIGIN_HOST: "login.shop.example" } });
const number = "+41791234567";

describe("a set-up and a login by SMS", () => {
  it.each([
    ["SNS", sns, "handed_over"],
    ["End User Messaging", ours, "delivered"],
    ["Notify", notify, "delivered"],
  ] as const)("go through %s from end to end", async (_, { service, organisation }, state) => {
    const ada = organisation.person("ada");
    await ada.hasSms(number);
    service.clock.forward(60);
    expect((await ada.loginWithSms()).status).toBe(200);
    service.clock.forward(60);
    const { body } = await ada.withPassword("POST", "/v1/login/sms", { body: {} });
    await service.local.drained();
    const asked = await ada.withPassword("GET", `/v1/login/sms?challengeId=${String(body["challenge"].id)}`);
    expect(asked.body).toEqual({ delivery: { state, reason: null } });
  });

  it("by Notify have AWS's own words, and none of ours", async () => {
    expect(notify.service.outbox.messages[0]?.body).toMatch(/^\d{6} is your verification code\.$/);
    expect(ours.service.outbox.messages[0]?.body).toContain("@login.shop.example #");
  });
});

describe("two words for a caller", () => {
  it.each([
    ["SNS", sns],
    ["End User Messaging", ours],
  ] as const)("go out by %s", async (_, { service, organisation }) => {
    const dora = organisation.person("dora");
    await dora.hasSms("+41791234568");
    const asked = await organisation.asAdmin("POST", organisation.userPath(dora, "caller-check"), { channel: "phone" });
    expect(outcomeOf(asked)).toBe("202");
    expect(service.outbox.messages[0]?.body).toMatch(/^Tell our help desk: [a-z]+ [a-z]+\./);
  });

  it("do not by Notify, which has texts for codes alone: the phone is no channel then", async () => {
    const { organisation } = notify;
    const dora = organisation.person("dora");
    await dora.hasSms("+41791234568");
    const asked = await organisation.asAdmin("POST", organisation.userPath(dora, "caller-check"), { channel: "phone" });
    expect(outcomeOf(asked)).toBe("no_channel");
  });
});

it.each([
  ["SNS", sns, 1],
  ["End User Messaging", ours, 1],
  ["Notify", notify, 0],
] as const)(
  "a recovery that begins is told to the phone by %s as far as it carries our texts",
  async (_, place, told) => {
    const phone = "+41791234569";
    const lost = await recoveringPerson(place.organisationOf("lost"), place.service, { phone });
    const before = place.service.outbox.messages.filter(({ to }) => to === phone).length;
    await lost.waits();
    await place.service.local.drained();
    expect(place.service.outbox.messages.filter(({ to }) => to === phone).length - before).toBe(told);
  },
);

describe("a code that is read out", () => {
  const voice = { channel: "voice" } as const;

  it.each([
    ["de-CH", "Ihr Code für", "Noch einmal:"],
    ["en", "code is:", "Once more:"],
    ["fr", "Votre code pour", "Je répète :"],
    ["it", "Il tuo codice per", "Ripeto:"],
    ["es", "Su código para", "Repito:"],
  ])(
    "comes in the user's language (%s), each digit apart, twice, and the login says so",
    async (language, code, again) => {
      const { service, organisationOf } = ours;
      const acme = organisationOf(`calls-${language}`);
      await acme.setPolicy({ voice: true });
      const ada = acme.person("ada");
      await ada.hasSms("+41791234599");
      service.clock.forward(60);
      const { status, body } = await ada.withPassword("POST", "/v1/login/sms", {
        body: voice,
        headers: { "accept-language": language },
      });
      expect(status).toBe(202);
      const spoken = service.outbox.messages[0];
      expect(spoken?.channel).toBe("voice");
      expect(spoken?.body).toMatch(/^<speak>.*<\/speak>$/);
      expect(spoken?.body).toContain(code);
      expect(spoken?.body).toContain(again);
      const digits = [...(spoken?.body.matchAll(/(\d)<break time="600ms"\/>/g) ?? [])]
        .map(([, digit]) => digit)
        .join("");
      expect(digits).toHaveLength(12);
      expect(digits.slice(0, 6)).toBe(digits.slice(6));
      const verified = await ada.verify(digits.slice(0, 6), String(body["challenge"].id));
      expect(verified.body["method"]).toBe("sms");
      for (const token of ["assertion", "accessToken"])
        expect(decodeJwt(String(verified.body[token]))).toMatchObject({
          amr: ["pwd", "tel", "mfa"],
          factor: "sms",
          channel: "voice",
          factorId: ada.smsFactorId,
        });
      await service.local.drained();
      expect((await ada.activity()).body["events"]).toContainEqual(
        expect.objectContaining({
          type: "login.succeeded",
          data: expect.objectContaining({ method: "sms", channel: "voice" }),
        }),
      );
    },
  );

  it("needs the organisation's leave, and a provider that makes calls", async () => {
    const ada = ours.organisation.person("ada");
    ours.service.clock.forward(120);
    expect(outcomeOf(await ada.withPassword("POST", "/v1/login/sms", { body: voice }))).toBe("factor_type_not_allowed");
    await sns.organisation.setPolicy({ voice: true });
    const { body } = await sns.organisation.asAdmin("GET", "/v1/admin/policy");
    expect(body["warnings"]).toContainEqual(expect.objectContaining({ code: "no_voice" }));
    const bob = sns.organisation.person("ada");
    sns.service.clock.forward(120);
    expect(outcomeOf(await bob.withPassword("POST", "/v1/login/sms", { body: voice }))).toBe("factor_type_not_allowed");
  });

  it("is offered by a login only where it can be made", async () => {
    const offered = async ({ service, organisationOf }: typeof ours, name: string, voiceOn: boolean) => {
      const acme = organisationOf(name);
      await acme.setPolicy({ voice: voiceOn });
      const [phone, app] = [acme.person("phone"), acme.person("app")];
      await phone.hasSms("+41791234597");
      await app.hasTotp();
      service.clock.forward(60);
      const { body } = await phone.withPassword("POST", "/v1/login", { body: {} });
      expect((await app.withPassword("POST", "/v1/login", { body: {} })).body).not.toHaveProperty("channels");
      return body["channels"] as unknown;
    };
    expect(await offered(ours, "offers", true)).toEqual(["sms", "voice"]);
    expect(await offered(ours, "offers-not", false)).toBeUndefined();
    expect(await offered(sns, "cannot", true)).toBeUndefined();
  });

  it("is called a call by the answers about it", async () => {
    const { service, organisationOf } = ours;
    const acme = organisationOf("named");
    await acme.setPolicy({ voice: true });
    const ada = acme.person("ada");
    await ada.hasSms("+41791234596");
    service.clock.forward(60);
    const called = (await ada.withPassword("POST", "/v1/login/sms", { body: voice })).body["challenge"];
    expect(called).toMatchObject({ channel: "voice" });
    expect((await ada.withPassword("POST", "/v1/login", { body: {} })).body["challenge"]).toEqual(called);
    service.clock.forward(120);
    const sent = (await ada.withPassword("POST", "/v1/login/sms", { body: {} })).body["challenge"];
    expect(sent).not.toHaveProperty("channel");
  });

  it("waits as an SMS does, and counts as one", async () => {
    const { service, organisationOf } = ours;
    const acme = organisationOf("waits");
    await acme.setPolicy({ voice: true });
    const ada = acme.person("ada");
    await ada.hasSms("+41791234598");
    service.clock.forward(60);
    expect((await ada.withPassword("POST", "/v1/login/sms", { body: {} })).status).toBe(202);
    expect(outcomeOf(await ada.withPassword("POST", "/v1/login/sms", { body: voice }))).toBe("sms_limit_reached");
    let called = 0;
    for (let nth = 0; nth < 12; nth += 1) {
      service.clock.forward(180);
      called += (await ada.withPassword("POST", "/v1/login/sms", { body: voice })).status === 202 ? 1 : 0;
    }
    expect(called).toBeLessThanOrEqual(8);
  });
});
