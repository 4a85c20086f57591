/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const strict = { required: true, phoneRegistration: "pre-registered" } as const;
const [registered, attackers] = ["+41791234571", "+41791234572"];
let organisations = 0;

const newOrganisation = (): Organisation => new Organisation(service, shop, `strict-${(organisations += 1)}`);
const enrollPhone = async (person: Person, phoneNumber?: string): Promise<Answer> =>
  person.withPassword("POST", "/v1/factors", {
    body: { type: "sms", ...(phoneNumber === undefined ? {} : { phoneNumber }) },
  });
const register = async (organisation: Organisation, person: Person, phoneNumber: string): Promise<Answer> =>
  organisation.asAdmin("PUT", organisation.userPath(person, "phone"), { phoneNumber });

/** A strict organisation with a user whose number the admin has defined. */
async function withRegistered(phoneNumber = registered) {
  const organisation = newOrganisation();
  await organisation.setPolicy(strict);
  const person = organisation.person("victim");
  await register(organisation, person, phoneNumber);
  return { organisation, person };
}

describe("under pre-registration a stolen password", () => {
  it("attaches no app, no other number, and no number at all to somebody without one", async () => {
    const { organisation, person } = await withRegistered();
    expect(outcomeOf(await person.enrollTotp())).toBe("phone_not_pre_registered");
    expect(outcomeOf(await enrollPhone(person, attackers))).toBe("phone_not_pre_registered");
    const nobody = organisation.person("nobody");
    for (const number of [undefined, attackers])
      expect(outcomeOf(await enrollPhone(nobody, number))).toBe("phone_not_pre_registered");
    expect(service.local.outbox.messages.some(({ to }) => to === attackers)).toBe(false);
    const login = await person.withPassword("POST", "/v1/login");
    expect(login.body).toMatchObject({
      decision: "enroll",
      enrollment: { factorTypes: ["sms"], preRegisteredPhone: "+41 ••• •• •• 71" },
    });
  });

  it("does not make a number a pre-registered one", async () => {
    const { person } = await withRegistered();
    const body = { type: "sms", phoneNumber: attackers, preRegistered: true };
    expect(outcomeOf(await person.withPassword("POST", "/v1/factors", { body }))).toBe("invalid_request");
  });

  it("gains nothing from a set-up that was begun before the policy", async () => {
    const organisation = newOrganisation();
    const person = organisation.person("early");
    await person.enrollTotp();
    const phone = await enrollPhone(person, attackers);
    await organisation.setPolicy(strict);
    expect(outcomeOf(await person.confirm(person.totpFactorId, person.totpCode()))).toBe("phone_not_pre_registered");
    const code = service.lastSmsCode(attackers);
    expect(outcomeOf(await person.confirm(String(phone.body["factor"].id), code))).toBe("phone_not_pre_registered");
    expect((await person.withPassword("POST", "/v1/login")).body["decision"]).toBe("enroll");
  });

  it.each([
    ["changed", async (organisation: Organisation, person: Person) => register(organisation, person, "+41791234573")],
    [
      "removed",
      async (organisation: Organisation, person: Person) =>
        organisation.asAdmin("DELETE", organisation.userPath(person, "phone")),
    ],
  ])("gains nothing from a number that the admin has %s meanwhile", async (_, change) => {
    const { organisation, person } = await withRegistered(attackers);
    service.clock.forward(3600);
    const { body } = await enrollPhone(person);
    await change(organisation, person);
    expect(outcomeOf(await person.confirm(String(body["factor"].id), service.lastSmsCode(attackers)))).toBe(
      "factor_not_found",
    );
    expect(outcomeOf(await enrollPhone(person, attackers))).toBe("phone_not_pre_registered");
  });

  it("gains nothing from an admin's reset: the number stays", async () => {
    const { organisation, person } = await withRegistered("+41791234574");
    await person.hasSms("+41791234574");
    await organisation.asAdmin("POST", organisation.userPath(person, "reset"), { reason: "Lost phone" });
    expect((await person.withPassword("POST", "/v1/login")).body).toMatchObject({ decision: "enroll" });
    expect(outcomeOf(await person.withPassword("POST", "/v1/factors", { body: { type: "totp" } }))).toBe(
      "phone_not_pre_registered",
    );
  });
});

describe("under pre-registration the user", () => {
  it("confirms the number, however it is written, and may then add what the policy allows", async () => {
    const { person } = await withRegistered("+41791234575");
    const { body } = await enrollPhone(person, "0041 79 123 45 75");
    expect(outcomeOf(await person.confirm(String(body["factor"].id), service.lastSmsCode("+41791234575")))).toBe("200");
    await person.hasTotp();
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("200");
  });

  it("cannot leave again: neither by removing the last factor nor by switching off", async () => {
    const { person } = await withRegistered("+41791234576");
    await person.hasSms("+41791234576");
    for (const path of [`/v1/factors/${person.smsFactorId}`, "/v1/factors"])
      expect(outcomeOf(await person.withAccess("DELETE", path))).toBe("two_factor_required");
  });
});
