/** @module-tag crowds */
import { describe, expect, test } from "vitest";
import { world } from "../harness/world.ts";

/** Story 20: what an SMS costs is bounded per number, per user, per organisation and per country, whoever asks. */
const { service, organisationOf } = world({ issuer: "cloud", variables: { SMS_SET_UPS_PER_TENANT_DAY: "16" } });
const sentTo = (number: string) => service.local.outbox.messages.filter(({ to }) => to === number).length;

/** Windows are those of the calendar: without this a test could run over the end of one. */
const startOfDay = (): void => service.clock.forward((86_400_000 - (service.clock.now() % 86_400_000)) / 1000);

test("the waits between two codes grow: 30, 60, then 120 seconds", async () => {
  startOfDay();
  const ada = organisationOf("waits").person("ada");
  const { body } = await ada.withPassword("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+41791234501" },
  });
  const waits = [body["challenge"].resendAfter];
  for (let nth = 0; nth < 3; nth += 1) {
    const path = `/v1/factors/${String(body["factor"].id)}/resend`;
    service.clock.forward(waits[nth] - 1);
    expect((await ada.withPassword("POST", path)).body).toMatchObject({ code: "sms_limit_reached", retryAfter: 1 });
    service.clock.forward(1);
    waits.push((await ada.withPassword("POST", path)).body["challenge"].resendAfter);
  }
  expect(waits).toEqual([30, 60, 120, 120]);
});

test("giving a set-up up is no way around the waits, with one number or with many", async () => {
  startOfDay();
  for (const [who, next] of [
    ["same", 0],
    ["other", 1],
  ] as const) {
    const hopper = organisationOf(`hop-${who}`).person("hopper");
    const answers: string[] = [];
    for (let nth = 0; nth < 4; nth += 1) {
      const phoneNumber = `+4179123470${String(nth * next)}`;
      const { status, body } = await hopper.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
      answers.push(`${String(status)} ${String(body["retryAfter"] ?? "sent")}`);
      if (status === 201) await hopper.withPassword("DELETE", `/v1/factors/${String(body["factor"].id)}`);
    }
    expect(answers).toEqual(["201 sent", "201 sent", "429 60", "429 60"]);
  }
});

describe("one number", () => {
  const setUp = async (tenant: string, name: string, phoneNumber: string) =>
    organisationOf(tenant)
      .person(name)
      .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });

  test("five set-ups an hour in an organisation, twelve over all; neither shuts out its owner", async () => {
    startOfDay();
    const number = "+41791234511";
    const owner = organisationOf("number").person("owner");
    await owner.hasSms(number);
    for (let nth = 1; nth <= 4; nth += 1) expect((await setUp("number", `thief-${nth}`, number)).status).toBe(201);
    const sixth = await setUp("number", "thief-5", number);
    expect(sixth).toMatchObject({ status: 429, body: { code: "sms_limit_reached", retryAfter: 3600 } });
    expect(sixth.headers.get("retry-after")).toBe("3600");
    for (let nth = 6; nth <= 12; nth += 1) expect((await setUp(`number-${nth}`, "thief", number)).status).toBe(201);
    expect((await setUp("number-13", "thief", number)).body["code"]).toBe("sms_limit_reached");
    expect(sentTo(number)).toBe(12);
    service.clock.forward(30);
    expect((await owner.loginWithSms()).status).toBe(200);
  });

  test("used up by strangers in one organisation can be set up in another", async () => {
    startOfDay();
    const number = "+41791234512";
    for (let nth = 1; nth <= 5; nth += 1) await setUp("strangers", `stranger-${nth}`, number);
    expect((await setUp("strangers", "owner", number)).status).toBe(429);
    expect((await setUp("home", "owner", number)).status).toBe(201);
  });

  test("used up costs a refusal one look: nothing is written, and nothing is told", async () => {
    startOfDay();
    const number = "+41791234513";
    for (let nth = 1; nth <= 5; nth += 1) await setUp("looks", `stranger-${nth}`, number);
    await service.local.drained();
    const before = service.local.events.length;
    const calls = await service.aws.during(async () => {
      expect((await setUp("looks", "victim", number)).status).toBe(429);
    });
    // The last one is the watch on pumping, which every set-up looks at.
    expect(calls).toEqual(["Query", "Get", "BatchGet", "BatchGet"]);
    await service.local.drained();
    expect(service.local.events).toHaveLength(before);
  });
});

test("a login goes on without the SMS if another method is left, and refuses if none is", async () => {
  startOfDay();
  const ben = organisationOf("no-sms").person("ben");
  await ben.hasSms("+41791234521");
  for (let nth = 0; nth < 5; nth += 1) {
    await ben.loginWithSms();
    service.clock.forward(30);
  }
  const login = await ben.withPassword("POST", "/v1/login");
  expect(login).toMatchObject({
    status: 200,
    body: { decision: "challenge", challenge: null, sms: { unavailable: "sms_limit_reached" } },
  });
  for (const code of ben.backupCodes) expect((await ben.verify(code)).status).toBe(200);
  const stuck = await ben.withPassword("POST", "/v1/login");
  expect(stuck).toMatchObject({ status: 429, body: { code: "sms_limit_reached" } });
  expect(Number(stuck.headers.get("retry-after"))).toBe(stuck.body["retryAfter"]);
});

test("ten a day for one user, to whichever numbers", async () => {
  startOfDay();
  const cleo = organisationOf("day").person("cleo");
  await cleo.hasSms("+41791234531");
  let sent = 1;
  let last = await cleo.withPassword("POST", "/v1/login/sms");
  for (; last.status === 202 && sent < 20; sent += 1) {
    service.clock.forward(3600);
    last = await cleo.withPassword("POST", "/v1/login/sms");
  }
  expect(sent).toBe(10);
  expect(last.body).toMatchObject({ code: "sms_limit_reached" });
  service.clock.forward(Number(last.body["retryAfter"]));
  expect((await cleo.withPassword("POST", "/v1/login/sms")).status).toBe(202);
});

test("so many set-ups a day for the whole organisation: no other one suffers, and neither do its own logins", async () => {
  startOfDay();
  const crowd = organisationOf("crowd");
  const user = crowd.person("user");
  await user.hasSms("+41791234699");
  const answers: number[] = [];
  for (let nth = 0; nth < 16; nth += 1) {
    const phoneNumber = `+417912346${String(nth).padStart(2, "0")}`;
    answers.push(
      (await crowd.person(`user-${nth}`).withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } }))
        .status,
    );
  }
  expect(answers).toEqual([...Array.from({ length: 15 }, () => 201), 429]);
  service.clock.forward(30);
  expect((await user.loginWithSms()).status).toBe(200);
  const neighbour = await organisationOf("neighbour")
    .person("dora")
    .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+41791234617" } });
  expect(neighbour.status).toBe(201);
});

describe("numbers", () => {
  const strict = organisationOf("swiss");

  test("only to the countries of the policy", async () => {
    await strict.setPolicy({ smsCountries: ["CH", "DE"] });
    const emil = strict.person("emil");
    const enroll = async (phoneNumber: string) =>
      (await emil.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } })).body["code"];
    expect(await enroll("+43 664 1234567")).toBe("country_not_allowed");
    expect(await enroll("+44 7400 123456")).toBe("country_not_allowed");
    const registered = await strict.asAdmin("PUT", strict.userPath(emil, "phone"), {
      phoneNumber: "+43 664 1234567",
    });
    expect(registered.body["code"]).toBe("country_not_allowed");
    expect(await enroll("+4915123456789")).toBeUndefined();
  });

  test.each([
    "079 123 45 67",
    "+41 44 668 18 00",
    "+41 900 123 456",
    "+41 79 123 45",
    "+1 800 555 0199",
    "+999 123456789",
    "+41 79 abc 45 67",
  ])("%s gets no SMS", async (phoneNumber) => {
    const before = service.local.outbox.messages.length;
    const finn = organisationOf("world").person("finn");
    const enrolled = await finn.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
    expect(enrolled).toMatchObject({ status: 422, body: { code: "invalid_phone_number" } });
    expect(service.local.outbox.messages).toHaveLength(before);
  });
});

test("a set-up that the limits refuse leaves nothing behind, and the one before it goes on", async () => {
  startOfDay();
  const taken = "+41791234571";
  for (let nth = 1; nth <= 5; nth += 1)
    await organisationOf("taken")
      .person(`attacker-${nth}`)
      .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: taken } });
  const eva = organisationOf("taken").person("eva");
  const enrol = async (phoneNumber: string) =>
    eva.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
  const { body } = await enrol("+41791234572");
  const code = service.lastSmsCode("+41791234572");

  expect((await enrol(taken)).body["code"]).toBe("sms_limit_reached");

  const { body: own } = await eva.withPassword("GET", "/v1/factors");
  expect(own["factors"]).toMatchObject([{ id: body["factor"].id, status: "pending" }]);
  expect((await eva.confirm(String(body["factor"].id), code)).status).toBe(200);
});

test("the events count by country what was sent and what came back, so that messages nobody reads are seen", async () => {
  startOfDay();
  const tenant = "by-country";
  const dana = organisationOf(tenant).person("dana");
  await dana.hasSms("+41791234541");
  service.clock.forward(30);
  await dana.loginWithSms();
  await service.local.drained();
  const counted = service.local.events
    .map(({ detail }) => detail as { tenant: string; type: string; data: { country?: string } })
    .filter((event) => event.tenant === tenant && event.data.country !== undefined)
    .map(({ type, data: { country } }) => `${type} ${String(country)}`);
  expect(counted.toReversed()).toEqual([
    "sms.requested CH",
    "factor.activated CH",
    "sms.requested CH",
    "login.succeeded CH",
  ]);
});
