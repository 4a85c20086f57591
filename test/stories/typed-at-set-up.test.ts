import { describe, expect, test } from "vitest";
import { world } from "../harness/world.ts";

/** A set-up takes what a login takes (one reader of typed codes), and helps where a login must not. */
const { service, organisation } = world({ issuer: "invest", tenant: "typed" });

const inScript = (code: string, zero: number): string =>
  [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join("");

const typings: readonly (readonly [string, (code: string) => string])[] = [
  ["blanks", (code) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
  ["a dash", (code) => `${code.slice(0, 3)}-${code.slice(3)}`],
  ["a pasted sentence", (code) => `Your code is ${code}.`],
  ["Arabic digits", (code) => inScript(code, 0x660)],
  ["full-width digits", (code) => inScript(code, 0xff10)],
  ["invisible marks", (code) => `\u2066${code.slice(0, 3)}\u200b${code.slice(3)}\u2069`],
];

describe("the first code of a set-up may have", () => {
  test.each(typings)("%s: of an app", async (name, typing) => {
    const ada = organisation.person(`app-${name}`);
    await ada.enrollTotp();
    expect(await ada.confirm(ada.totpFactorId, typing(ada.totpCode()))).toMatchObject({ status: 200 });
  });

  test.each(typings)("%s: of a phone", async (name, typing) => {
    const ben = organisation.person(`phone-${name}`);
    const phoneNumber = `+4179123${String(4500 + typings.findIndex(([one]) => one === name))}`;
    const { body } = await ben.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
    expect(await ben.confirm(String(body["factor"].id), typing(service.lastSmsCode()))).toMatchObject({ status: 200 });
  });
});

describe("a code of a neighbouring minute", () => {
  test.each([
    [8, 4, "The phone's clock is about 4 minutes fast."],
    [-2, -1, "The phone's clock is about 1 minute slow."],
  ])("at the set-up tells of the phone's clock: %i steps off", async (steps, clockMinutes, sentence) => {
    const cleo = organisation.person(`clock${String(steps)}`);
    await cleo.enrollTotp();
    const refused = await cleo.confirm(cleo.totpFactorId, cleo.totpCode(steps));
    expect(refused).toMatchObject({
      status: 422,
      body: { code: "invalid_code", attemptsRemaining: 4, clockMinutes, detail: expect.stringContaining(sentence) },
    });
    const far = await cleo.confirm(cleo.totpFactorId, cleo.totpCode(40));
    expect(far.body["clockMinutes"]).toBeUndefined();
    expect(await cleo.confirm(cleo.totpFactorId, cleo.totpCode())).toMatchObject({ status: 200 });
  });

  test("at a login is a wrong code like any other: it would tell a guesser", async () => {
    const dora = organisation.person("dora");
    await dora.hasTotp();
    const near = await dora.verify(dora.totpCode(8));
    const wrong = await dora.verify(dora.wrongTotpCode());
    expect(near.status).toBe(422);
    expect(Object.keys(near.body)).toEqual(Object.keys(wrong.body));
    expect(near.body["detail"]).toBe(wrong.body["detail"]);
  });
});
