/** @module-tag crowds */
import { expect, test } from "vitest";
import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { world } from "../harness/world.ts";

/** Story 18: guesses are counted behind a proven password only, per method, and every refusal says what is left and when to come back. */
const { service, organisation } = world({ issuer: "bank", tenant: "bank" });

const guess = async (person: Person, times: number): Promise<Answer> => {
  let last = await person.verify(person.wrongTotpCode());
  for (let nth = 1; nth < times; nth += 1) last = await person.verify(person.wrongTotpCode(nth));
  return last;
};
const waitAsTold = ({ body }: Answer): void => service.clock.forward(Number(body["retryAfter"] ?? 0));

test("five wrong codes are free; the fifth says how long to wait, and then right codes wait as well", async () => {
  const ada = organisation.person("ada");
  await ada.hasTotp();
  for (const left of [4, 3, 2, 1]) {
    const wrong = await guess(ada, 1);
    expect(wrong).toMatchObject({ status: 422, body: { code: "invalid_code", attemptsRemaining: left } });
    expect(wrong.headers.has("retry-after")).toBe(false);
  }
  const fifth = await guess(ada, 1);
  expect(fifth.body).toMatchObject({ code: "invalid_code", attemptsRemaining: 0, retryAfter: 30 });
  expect(fifth.headers.get("retry-after")).toBe("30");

  service.clock.forward(10);
  const [right, wrong] = [await ada.verify(ada.totpCode()), await guess(ada, 1)];
  for (const refused of [right, wrong]) {
    expect(refused).toMatchObject({ status: 429, body: { code: "too_many_attempts", retryAfter: 20 } });
    expect(refused.headers.get("retry-after")).toBe("20");
  }
  service.clock.forward(20);
  expect((await ada.verify(ada.totpCode())).status).toBe(200);
  ada.nextStep();
  expect((await guess(ada, 1)).body["attemptsRemaining"]).toBe(4);
});

test("a new password, token or challenge resets nothing", async () => {
  const ben = organisation.person("ben");
  await ben.hasSms("+41791234501");
  for (const left of [4, 3]) {
    const { body } = await ben.withPassword("POST", "/v1/login");
    const right = service.lastSmsCode("+41791234501");
    const wrong = right === "111111" ? "222222" : "111111";
    expect((await ben.verify(wrong, body["challenge"].id)).body["attemptsRemaining"]).toBe(left);
    service.clock.forward(300);
  }
});

test("a locked authenticator leaves the backup codes and the phone usable, and a success does not unlock it", async () => {
  const cleo = organisation.person("cleo");
  await cleo.hasTotp();
  await cleo.hasSms("+41791234511");
  await guess(cleo, 5);
  expect((await cleo.verify(cleo.totpCode())).body["code"]).toBe("too_many_attempts");
  expect((await cleo.verify(String(cleo.backupCodes[0]))).status).toBe(200);
  const login = await cleo.withPassword("POST", "/v1/login", { body: { factorId: cleo.smsFactorId } });
  expect((await cleo.verify(service.lastSmsCode("+41791234511"), login.body["challenge"].id)).status).toBe(200);
  expect((await cleo.verify(cleo.totpCode())).body["code"]).toBe("too_many_attempts");
});

test("without the password nobody can spend anybody's guesses", async () => {
  const dora = organisation.person("dora");
  await dora.hasTotp();
  for (let nth = 0; nth < 6; nth += 1) {
    const anonymous = await service.call("POST", "/v1/login/verify", { body: { code: dora.wrongTotpCode(nth) } });
    expect(anonymous.body["code"]).toBe("unauthenticated");
    const other = await organisation.person("other").verify(dora.wrongTotpCode(nth));
    expect(other.body["code"]).toBe("not_enrolled");
  }
  expect((await dora.verify(dora.totpCode())).status).toBe(200);
});

test("waits double up to an hour; twenty in a row disable the method until it is enrolled again", async () => {
  const emil = organisation.person("emil");
  await emil.hasTotp();
  const waits: number[] = [];
  for (let nth = 1; nth <= 20; nth += 1) {
    const wrong = await guess(emil, 1);
    if (nth >= 5 && nth < 20) waits.push(Number(wrong.body["retryAfter"]));
    waitAsTold(wrong);
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, ...Array.from({ length: 8 }, () => 3600)]);
  service.clock.forward(100_000);
  expect(await emil.verify(emil.totpCode())).toMatchObject({ status: 403, body: { code: "method_disabled" } });
  const seen = await organisation.asAdmin("GET", organisation.userPath(emil));
  expect(seen.body["throttle"].totp).toEqual({ failures: 20, lockedUntil: null, disabled: true });

  await emil.verify(String(emil.backupCodes[0]));
  await emil.enrollTotp();
  await emil.confirm(emil.totpFactorId, emil.totpCode());
  expect((await emil.loginWithTotp()).status).toBe(200);
});

test("an admin's reset brings a disabled method back", async () => {
  const finn = organisation.person("finn");
  await finn.hasTotp();
  for (let nth = 1; nth <= 20; nth += 1) waitAsTold(await guess(finn, 1));
  await organisation.asAdmin("POST", organisation.userPath(finn, "reset"), { reason: "Locked out" });
  finn.accessToken = undefined;
  await finn.hasTotp();
  expect((await finn.loginWithTotp()).status).toBe(200);
});

test("fifty wrong codes a day close every method, however many right ones lie between", async () => {
  const gina = organisation.person("gina");
  await gina.hasTotp();
  for (let wrong = 0; wrong < 48; wrong += 4) {
    await guess(gina, 4);
    expect((await gina.loginWithTotp()).status).toBe(200);
  }
  expect((await guess(gina, 1)).body["attemptsRemaining"]).toBe(1);
  const last = await guess(gina, 1);
  expect(last.body).toMatchObject({ code: "invalid_code", attemptsRemaining: 0 });
  const dayLeft = Number(last.body["retryAfter"]);
  expect(dayLeft).toBeGreaterThan(85_000);
  gina.nextStep();
  expect((await gina.verify(gina.totpCode())).body["code"]).toBe("too_many_attempts");
  expect((await gina.verify(String(gina.backupCodes[0]))).body["code"]).toBe("too_many_attempts");
  service.clock.forward(dayLeft - 30);
  expect((await gina.verify(gina.totpCode())).status).toBe(200);
});

test("an SMS code dies after five wrong guesses, and confirming a set-up has a budget of its own", async () => {
  const hugo = organisation.person("hugo");
  const { body } = await hugo.withPassword("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+41791234521" },
  });
  const right = service.lastSmsCode("+41791234521");
  const wrong = right === "111111" ? "222222" : "111111";
  for (const left of [4, 3, 2, 1, 0])
    expect((await hugo.confirm(body["factor"].id, wrong)).body["attemptsRemaining"]).toBe(left);
  expect((await hugo.confirm(body["factor"].id, right)).body["code"]).toBe("too_many_attempts");
  service.clock.forward(30);
  expect((await hugo.confirm(body["factor"].id, right)).body["code"]).toBe("challenge_expired");
  expect((await hugo.withPassword("POST", `/v1/factors/${String(body["factor"].id)}/resend`)).status).toBe(202);
  expect((await hugo.confirm(body["factor"].id, service.lastSmsCode("+41791234521"))).status).toBe(200);
});
