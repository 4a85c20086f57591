/** @module-tag crowds */
import { expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import type { Answer } from "../harness/called-service.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const [known, unknown] = ["+41791234621", "+41791234622"];
const [victims, nobodys] = ["+41791234623", "+41791234624"];
const startOfHour = (): void => service.clock.forward((3_600_000 - (service.clock.now() % 3_600_000)) / 1000);

it("nobody learns whether a number is somebody's second factor, even when its owner's SMS are spent", async () => {
  startOfHour();
  const owner = new Organisation(service, shop, "acme").person("owner");
  await owner.hasSms(known);
  for (let nth = 0; nth < 6; nth += 1) {
    await owner.withPassword("POST", "/v1/login/sms");
    service.clock.forward(120);
  }
  expect(outcomeOf(await owner.withPassword("POST", "/v1/login/sms"))).toBe("sms_limit_reached");
  for (const tenant of ["acme", "umbrella"]) {
    const [one, other] = await Promise.all(
      [known, unknown].map(async (phoneNumber) =>
        new Organisation(service, shop, tenant)
          .person(`asks-for-${phoneNumber}`)
          .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } }),
      ),
    );
    const bare = (text = "") => text.replaceAll(/(fac|chl)_[\w-]+/g, "$1").replaceAll(/ 2[12]"/g, ' XX"');
    expect(one?.status).toBe(201);
    expect(other?.status).toBe(201);
    expect(bare(one?.text)).toBe(bare(other?.text));
  }
});

it("an admin who registers a stranger's number for a user of another tenant neither locks its owner out nor learns of one", async () => {
  const owner = new Organisation(service, shop, "acme").person("victim");
  const umbrella = new Organisation(service, shop, "umbrella");
  const spend = async (send: () => Promise<Answer>) => {
    const answers: Answer[] = [];
    for (let nth = 0; nth < 6; nth += 1) {
      answers.push(await send());
      service.clock.forward(121);
    }
    return answers.map(outcomeOf);
  };
  const registered = async (sub: string, phoneNumber: string) => {
    const mule = umbrella.person(sub);
    await umbrella.asAdmin("PUT", umbrella.userPath(mule, "phone"), { phoneNumber });
    return async () => mule.withPassword("POST", "/v1/factors", { body: { type: "sms" } });
  };
  const sendToVictim = await registered("mule-of-the-victim", victims);
  const sendToNobody = await registered("mule-of-nobody", nobodys);
  const login = async () => owner.withPassword("POST", "/v1/login/sms");
  const fiveOfSix = [...Array.from({ length: 5 }, () => "201"), "sms_limit_reached"];

  await owner.hasSms(victims);
  startOfHour();
  expect(await spend(sendToVictim)).toEqual(fiveOfSix);
  expect(outcomeOf(await login())).toBe("202");

  startOfHour();
  expect((await spend(login)).at(-1)).toBe("sms_limit_reached");
  expect(outcomeOf(await sendToVictim())).toBe("201");
  expect(outcomeOf(await sendToNobody())).toBe("201");
});

it("nor do two tenants learn of each other's registered numbers", async () => {
  const number = "+41791234625";
  const ask = async (tenant: string) => {
    const organisation = new Organisation(service, shop, tenant);
    const person = organisation.person("registered-too");
    await organisation.asAdmin("PUT", organisation.userPath(person, "phone"), { phoneNumber: number });
    return async () => outcomeOf(await person.withPassword("POST", "/v1/factors", { body: { type: "sms" } }));
  };
  const [one, other] = [await ask("one"), await ask("other")];
  startOfHour();
  for (let nth = 0; nth < 5; nth += 1) {
    expect(await one()).toBe("201");
    service.clock.forward(121);
  }
  expect(await one()).toBe("sms_limit_reached");
  expect(await other()).toBe("201");
});
