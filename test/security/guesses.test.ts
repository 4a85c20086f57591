/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");
const hour = 3600;

const guess = async (person: Person): Promise<string> => outcomeOf(await person.verify(person.wrongTotpCode()));
const spendGuesses = async (person: Person): Promise<void> => {
  for (let nth = 0; nth < 5; nth += 1) expect(await guess(person)).toBe("invalid_code");
};

describe("a spent budget", () => {
  it("is not refilled by new SMS challenges", async () => {
    const person = acme.person("new-challenges");
    await person.hasSms("+41791234551");
    const challenge = async () => person.withPassword("POST", "/v1/login/sms", { body: {} });
    for (let nth = 0; nth < 5; nth += 1) {
      const { body } = await challenge();
      const wrong = service.lastSmsCode() === "000000" ? "000001" : "000000";
      const answer = await person.verify(wrong, String(body["challenge"].id));
      expect(answer.body["attemptsRemaining"]).toBe(4 - nth);
      if (nth < 4) service.clock.forward(120);
    }
    const right = service.lastSmsCode();
    expect(outcomeOf(await challenge())).toBe("too_many_attempts");
    expect(outcomeOf(await person.verify(right, "chl_another"))).toBe("too_many_attempts");
  });

  it("is not refilled by another token", async () => {
    const person = acme.person("new-tokens");
    await person.hasTotp();
    await spendGuesses(person);
    const token = await person.passwordToken();
    const answer = await service.call("POST", "/v1/login/verify", { token, body: { code: person.totpCode() } });
    expect(outcomeOf(answer)).toBe("too_many_attempts");
  });

  it("is not refilled by a success with another method", async () => {
    const person = acme.person("other-method");
    await person.hasTotp();
    await spendGuesses(person);
    expect(outcomeOf(await person.verify(person.backupCodes[0] ?? ""))).toBe("200");
    expect(await guess(person)).toBe("too_many_attempts");
  });

  it("is not refilled, nor spent, by the same subject of another tenant", async () => {
    const here = acme.person("everywhere");
    const there = new Organisation(service, shop, "elsewhere").person("everywhere");
    await here.hasTotp();
    await there.hasTotp();
    await spendGuesses(here);
    expect(outcomeOf(await there.verify(there.totpCode()))).toBe("200");
    expect(outcomeOf(await here.verify(here.totpCode()))).toBe("too_many_attempts");
  });

  it("is not refilled by setting the factor up again", async () => {
    const person = acme.person("sets-up-again");
    const confirm = async () => outcomeOf(await person.confirm(person.totpFactorId, person.wrongTotpCode()));
    await person.enrollTotp();
    for (let nth = 0; nth < 5; nth += 1) expect(await confirm()).toBe("invalid_code");
    await person.enrollTotp();
    expect(await confirm()).toBe("too_many_attempts");
    expect(outcomeOf(await person.confirm(person.totpFactorId, person.totpCode()))).toBe("too_many_attempts");
  });

  it("answers a right code as it answers a wrong one", async () => {
    const person = acme.person("oracle");
    await person.hasTotp();
    await spendGuesses(person);
    const [right, wrong] = [await person.verify(person.totpCode()), await person.verify(person.wrongTotpCode())];
    expect({ ...right.body, requestId: null }).toEqual({ ...wrong.body, requestId: null });
    expect(right.headers.get("retry-after")).toBe(wrong.headers.get("retry-after"));
  });
});

describe("somebody who has the password and wants to lock the user out", () => {
  it("locks one method: the backup codes still work", async () => {
    const person = acme.person("locked-out");
    await person.hasTotp();
    await spendGuesses(person);
    for (let nth = 0; nth < 20; nth += 1) await guess(person);
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("too_many_attempts");
    expect(outcomeOf(await person.verify(person.backupCodes[0] ?? ""))).toBe("200");
  });

  it("disables one method: the backup codes still work, and enrolling again brings it back", async () => {
    const person = acme.person("disabled");
    await person.hasTotp();
    for (let nth = 0; nth < 20; nth += 1) {
      expect(await guess(person)).toBe("invalid_code");
      if (nth < 19) service.clock.forward(hour);
    }
    service.clock.forward(365 * 24 * hour);
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("method_disabled");
    expect(outcomeOf(await person.verify(person.backupCodes[0] ?? ""))).toBe("200");
    await person.hasTotp();
    expect(outcomeOf(await person.loginWithTotp())).toBe("200");
  });
});

describe("slow guessing between the user's own logins", () => {
  it("ends at 50 a day over all methods, whatever succeeds in between", async () => {
    const person = acme.person("patient-thief");
    await person.hasTotp();
    let wrong = 0;
    for (let day = 0; day < 12; day += 1) {
      person.nextStep();
      for (let nth = 0; nth < 4; nth += 1) if ((await guess(person)) === "invalid_code") wrong += 1;
      await person.verify(person.totpCode());
    }
    for (let nth = 0; nth < 4; nth += 1)
      if (outcomeOf(await person.verify(`${nth}ZZZ-ZZZZ-ZZZZ`)) === "invalid_code") wrong += 1;
    expect(wrong).toBe(50);
    const shut = await person.verify(person.backupCodes[0] ?? "");
    expect(outcomeOf(shut)).toBe("too_many_attempts");
    expect(Number(shut.headers.get("retry-after"))).toBeGreaterThan(23 * hour);
    service.clock.forward(24 * hour);
    expect(outcomeOf(await person.verify(person.backupCodes[0] ?? ""))).toBe("200");
  });
});
