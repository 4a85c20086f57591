import { describe, expect, test } from "vitest";
import type { Person } from "../harness/person.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";

const { service, organisationOf } = world({ variables: { SMS_COUNTRIES: "*" } });
const wrong = "0000-0000-0000";
let nth = 0;
const organisation = () => organisationOf(`org-${(nth += 1)}`);
const phone = () => `+4179123${String(1000 + (nth += 1))}`;
const lostPerson = async (options: Parameters<typeof recoveringPerson>[2] = {}) =>
  recoveringPerson(organisation(), service, options);

const smsTo = (number: string) => service.outbox.messages.filter(({ to }) => to === number);

describe("a thief with password and mailbox", () => {
  test("has to wait, while the owner's phone is told at the beginning, half-way and in the end", async () => {
    const number = phone();
    const lost = await lostPerson({ phone: number });
    const before = smsTo(number).length;
    await lost.waits();
    await lost.passes(37);
    await lost.passes(36);
    await lost.completes();
    await lost.sets();
    await service.local.drained();
    const told = smsTo(number).slice(0, smsTo(number).length - before);
    expect(told.map(({ body }) => body)).toEqual([
      expect.stringContaining("was set up afresh"),
      expect.stringContaining("can be set up afresh now"),
      expect.stringMatching(/If it was not you, sign in as usual before .+ UTC: that ends it\./),
      expect.stringMatching(/If it was not you, sign in as usual before .+ UTC: that ends it\./),
    ]);
    for (const { body } of told) expect(body).not.toMatch(/https?:|[0-9A-Z]{4}-[0-9A-Z]{4}/);
  });

  test("gets nowhere once the owner logs in: the recovery ends, and what it set up with it", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.waits();
    await lost.passes(73);
    const code = lost.mailedCode();
    const begun = await lost.person.enrollTotp(
      {
        token: await lost.person.passwordToken(),
        body: { type: "totp", code },
      },
      "/v1/recovery/complete",
    );
    expect(begun.status).toBe(201);
    const thiefsCode = lost.person.totpCode();
    expect((await lost.person.verify(String(lost.person.backupCodes[0]))).status).toBe(200);
    expect(await lost.shown()).toBeNull();
    expect((await lost.sets(thiefsCode)).body["code"]).toBe("insufficient_user_authentication");
    expect((await lost.completes(code)).body["code"]).toBe("challenge_expired");
    await service.local.drained();
    expect(lost.mails()[0]?.text).toContain("somebody signed in with a code of yours");
  });

  test("waits a week where only the mailbox can be told", async () => {
    const lost = await lostPerson();
    const { body } = await lost.waits();
    const week = service.clock.now() + 168 * 3_600_000;
    expect(body["recovery"].readyAt).toBe(new Date(week).toISOString());
    await lost.passes(100);
    expect((await lost.completes(wrong)).body).toMatchObject({
      code: "recovery_not_ready",
      readyAt: body["recovery"].readyAt,
    });
    await lost.passes(69);
    expect((await lost.completes()).status).toBe(201);
  });

  test("waits a week where the phone did not take its SMS, though one is known", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.asks();
    const confirmed = await service.aws.failing(
      /^Publish/,
      () =>
        Object.assign(new Error("No"), {
          name: "OptedOutException",
          $fault: "client",
          $metadata: { httpStatusCode: 400 },
        }),
      async () => {
        const answer = await lost.confirms();
        await service.local.drained();
        return answer;
      },
    );
    expect(confirmed.body["recovery"].readyAt).toBe(new Date(service.clock.now() + 72 * 3_600_000).toISOString());
    expect((await lost.shown())["readyAt"]).toBe(new Date(service.clock.now() + 168 * 3_600_000).toISOString());
  });

  test("is not helped by a spent SMS day: the notices do not count among the codes", async () => {
    const number = phone();
    const lost = await lostPerson({ phone: number });
    for (let sent = 0; sent < 10; sent += 1) {
      service.clock.forward(3 * 3600);
      await lost.person.withPassword("POST", "/v1/login/sms", { body: {} });
    }
    expect((await lost.person.withPassword("POST", "/v1/login/sms", { body: {} })).body["code"]).toBe(
      "sms_limit_reached",
    );
    const before = smsTo(number).length;
    await lost.waits();
    expect(smsTo(number).length).toBe(before + 1);
    expect((await lost.shown())["readyAt"]).toBe(new Date(service.clock.now() + 72 * 3_600_000).toISOString());
  });

  test("is ended by a factor that the owner adds while it waits", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.person.loginWithTotp();
    await lost.waits();
    await lost.person.hasTotp();
    expect(await lost.shown()).toBeNull();
  });
});

describe("a thief with the password alone", () => {
  test("neither confirms nor finishes the owner's recovery: both take a mailed code", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.asks();
    const first = lost.mailedCode();
    expect((await lost.confirms(wrong)).body["code"]).toBe("invalid_code");
    await lost.confirms(first);
    await service.local.drained();
    await lost.passes(73);
    expect((await lost.completes(first)).body["code"]).toBe("invalid_code");
    expect((await lost.completes(wrong)).body["code"]).toBe("invalid_code");
    expect((await lost.completes()).status).toBe(201);
  });

  test("does not keep the owner out by burning tries: they cost waits, and the right code passes", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.asks();
    const answers = [];
    for (let tries = 0; tries < 6; tries += 1) answers.push(await lost.confirms(wrong));
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 429]);
    expect(answers[4]?.body).toMatchObject({ attemptsRemaining: 0, retryAfter: 30 });
    expect(answers[5]?.body).toMatchObject({ code: "too_many_attempts", retryAfter: 30 });
    for (let hour = 0; hour < 48; hour += 1) {
      service.clock.forward(1800);
      await lost.confirms(wrong);
    }
    await lost.asks();
    expect((await lost.confirms()).status).toBe(200);
  });

  test("guesses in secret at no mailed code: the owner's next login tells how many there were", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.asks();
    for (let tries = 0; tries < 3; tries += 1) await lost.confirms(wrong);
    const { body } = await lost.person.loginWithTotp();
    expect(body["failedSinceLastLogin"]).toBe(3);
    expect((await lost.person.loginWithTotp()).body["failedSinceLastLogin"]).toBe(0);
  });

  test("cannot flood: three mails a day, of one and the same code", async () => {
    const lost = await lostPerson({ phone: phone() });
    for (let sent = 0; sent < 3; sent += 1) expect((await lost.asks()).status).toBe(202);
    const refused = await lost.asks();
    expect([refused.status, refused.body["code"], refused.body["retryAfter"]]).toEqual([
      429,
      "too_many_attempts",
      86_400,
    ]);
    expect(
      new Set(
        lost
          .mails()
          .slice(0, 3)
          .map(({ text }) => text),
      ).size,
    ).toBe(1);
    service.clock.forward(86_400);
    expect((await lost.asks()).status).toBe(202);
    expect((await lost.confirms()).status).toBe(200);
  });

  test("who asks first each week gains nothing: the owner goes on with the very same request", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.asks();
    service.clock.forward(3600);
    await lost.asks();
    expect((await lost.confirms()).body["recovery"].state).toBe("waiting");
  });

  test("cannot have two waits within a week, not even after a cancellation", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.waits();
    await lost.person.loginWithTotp();
    expect((await lost.asks()).status).toBe(202);
    const again = await lost.confirms();
    expect([again.status, again.body["code"]]).toEqual([429, "too_many_attempts"]);
    service.clock.forward(7 * 86_400);
    await lost.asks();
    expect((await lost.confirms()).status).toBe(200);
  });

  test("does not learn the address, and cannot name another one", async () => {
    const lost = await lostPerson({ phone: phone() });
    const thief = service.local.mailbox.mails.length;
    const acme = organisationOf(`org-${nth}`);
    const other = acme.person(lost.person.email, { email: "thief@evil.example", email_verified: true });
    const { body } = await other.withPassword("POST", "/v1/recovery");
    expect(JSON.stringify(body)).not.toContain(lost.email);
    expect(service.local.mailbox.mails.length).toBeGreaterThan(thief);
    expect(service.local.mailbox.mails.every(({ to }) => to !== "thief@evil.example")).toBe(true);
  });
});

describe("no recovery is offered", () => {
  /** The login says it before anybody asks. */
  const isOffered = async ({ person }: { readonly person: Person }): Promise<unknown> =>
    (await person.withPassword("POST", "/v1/login")).body["recoveryOffered"];

  test("by default", async () => {
    const lost = await lostPerson({ recovery: null });
    expect(await isOffered(lost)).toBe(false);
    expect((await lost.asks()).body["code"]).toBe("recovery_not_offered");
  });

  test("to an account without a factor", async () => {
    const acme = organisation();
    await acme.setPolicy({ recovery: { mode: "delay", delayHours: 72 } });
    expect((await acme.person("newcomer").withPassword("POST", "/v1/recovery")).body["code"]).toBe("not_enrolled");
  });

  test("to an address that no token called verified", async () => {
    const lost = await lostPerson({ claims: { email_verified: undefined } });
    expect(await isOffered(lost)).toBe(false);
    expect((await lost.asks()).body["code"]).toBe("recovery_not_offered");
  });

  test("for thirty days after the address changed", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service);
    const moved = acme.person(lost.person.email, { email: "new@mail.example", email_verified: true });
    lost.person.nextStep();
    expect(await isOffered(lost)).toBe(true);
    await moved.verify(lost.person.totpCode());
    expect(await isOffered(lost)).toBe(false);
    expect((await lost.asks()).body["code"]).toBe("recovery_not_offered");
    service.clock.forward(31 * 86_400);
    expect(await isOffered(lost)).toBe(true);
    expect((await lost.asks()).status).toBe(202);
  });
});
