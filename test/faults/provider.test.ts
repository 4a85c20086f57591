import { beforeEach, describe, expect, it, vi } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { world } from "../harness/world.ts";
import { newNumber } from "./step.ts";

const { service, organisation: acme } = world();
const { service: few, organisation: tight } = world({ variables: { SMS_SET_UPS_PER_TENANT_DAY: "2" } });
const publish = /^PublishCommand$/;
const down = () => service.aws.fail(publish, "broken", { times: 100 });
let people = 0;

beforeEach(() => {
  service.aws.heal();
  vi.spyOn(Math, "random").mockReturnValue(0);
});

async function withPhone() {
  const number = newNumber();
  const person = acme.person(`phone-${(people += 1)}`);
  await person.hasSms(number);
  return { person, number };
}

const smsTo = (number: string): number => service.local.outbox.messages.filter(({ to }) => to === number).length;

describe("while no SMS goes out", () => {
  it("sending says so, leaves an earlier code alive, and costs no wait and nothing of the user's day", async () => {
    const { person, number } = await withPhone();
    const { body } = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    const code = service.lastSmsCode(number);
    service.clock.forward(60);
    down();
    const failed = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    expect([failed.status, outcomeOf(failed)]).toEqual([502, "sms_delivery_failed"]);
    expect((await person.verify(code, String(body["challenge"].id))).status).toBe(200);
    service.aws.heal();
    expect((await person.withPassword("POST", "/v1/login/sms", { body: {} })).status).toBe(202);
    expect(smsTo(number)).toBe(3);
  });

  it("a user may try as often as the number may be texted, and still gets the SMS in the end", async () => {
    const { person, number } = await withPhone();
    down();
    for (let nth = 0; nth < 4; nth += 1)
      expect(outcomeOf(await person.withPassword("POST", "/v1/login/sms", { body: {} }))).toBe("sms_delivery_failed");
    service.aws.heal();
    const sent = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    expect(sent.status).toBe(202);
    expect(sent.body["challenge"].resendAfter).toBe(30);
    expect((await person.verify(service.lastSmsCode(number), String(sent.body["challenge"].id))).status).toBe(200);
  });

  it("refused sends spend nothing of a number's and a tenant's day, however many there are; lost ones do", async () => {
    const { person } = await withPhone();
    // A number's limit counts by the hour of the clock.
    service.clock.forward((3_600_000 - (service.clock.now() % 3_600_000)) / 1000);
    const send = async () => outcomeOf(await person.withPassword("POST", "/v1/login/sms", { body: {} }));
    for (let nth = 0; nth < 12; nth += 1)
      expect(await service.aws.failing(publish, "throttled", send)).toBe("sms_delivery_failed");
    for (let nth = 0; nth < 5; nth += 1) {
      expect(await service.aws.failing(publish, "timedOut", send)).toBe("sms_delivery_failed");
      service.clock.forward(60);
    }
    expect(await send()).toBe("sms_limit_reached");
  });

  it("set-ups that are refused spend nothing of their tenant's, the deployment's and the number's day", async () => {
    const number = newNumber();
    const setUp = async (name: string) =>
      (await tight.person(name).withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: number } }))
        .status;
    const failing = async (kind: "denied" | "timedOut", name: string) =>
      few.aws.failing(publish, kind, async () => setUp(name));
    for (let nth = 0; nth < 8; nth += 1) expect(await failing("denied", `refused-${nth}`)).toBe(502);
    expect(await failing("timedOut", "lost")).toBe(502);
    expect(await setUp("first")).toBe(201);
    expect(await setUp("second")).toBe(429);
  });

  it("a throttled attempt is made again, and the user notices nothing", async () => {
    const { person, number } = await withPhone();
    service.aws.fail(publish, "throttled", { times: 2 });
    expect((await person.withPassword("POST", "/v1/login/sms", { body: {} })).status).toBe(202);
    expect(smsTo(number)).toBe(2);
  });

  it("an attempt whose answer gets lost is not repeated: nobody gets two SMS", async () => {
    const { person, number } = await withPhone();
    service.aws.fail(publish, "timedOut", { afterwards: true });
    const failed = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    expect(outcomeOf(failed)).toBe("sms_delivery_failed");
    expect(smsTo(number)).toBe(2);
  });

  it("an attempt that arrived although its answer got lost takes nothing from the code that came after it", async () => {
    const { person, number } = await withPhone();
    const send = async () => person.withPassword("POST", "/v1/login/sms", { body: {} });
    await send();
    service.clock.forward(60);
    let newest: unknown;
    const meanwhile = async () => {
      // So slow that the next call sends another code.
      service.clock.forward(5);
      newest = (await send()).body["challenge"].id;
    };
    service.aws.fail(publish, "timedOut", { times: 1, afterwards: true, meanwhile });
    expect(outcomeOf(await send())).toBe("sms_delivery_failed");
    expect(smsTo(number)).toBe(4);
    expect((await person.verify(service.lastSmsCode(number), String(newest))).status).toBe(200);
  });

  it("a login goes on with another method", async () => {
    const { person, number } = await withPhone();
    down();
    const login = await person.withPassword("POST", "/v1/login");
    expect(login.status).toBe(200);
    expect(login.body).toMatchObject({
      decision: "challenge",
      challenge: null,
      sms: { unavailable: "sms_delivery_failed" },
      backupCodes: { remaining: 10 },
    });
    service.aws.heal();
    expect((await person.withPassword("POST", "/v1/login")).body["challenge"]).not.toBeNull();
    expect(smsTo(number)).toBe(2);
  });

  it("a login of somebody who has nothing but the phone says so", async () => {
    const { person } = await withPhone();
    for (const code of person.backupCodes) await person.verify(code);
    down();
    const login = await person.withPassword("POST", "/v1/login");
    expect([login.status, outcomeOf(login)]).toEqual([502, "sms_delivery_failed"]);
  });

  it("a phone cannot be set up, and can at once afterwards", async () => {
    const person = acme.person("sets-up");
    const number = newNumber();
    const setUp = async () =>
      person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: number } });
    down();
    expect(outcomeOf(await setUp())).toBe("sms_delivery_failed");
    service.aws.heal();
    const again = await setUp();
    expect(again.status).toBe(201);
    expect((await person.confirm(String(again.body["factor"].id), service.lastSmsCode(number))).status).toBe(200);
  });

  it("a code of an app still works", async () => {
    const person = acme.person("has-app");
    await person.hasTotp();
    down();
    expect((await person.verify(person.totpCode())).status).toBe(200);
  });

  it("the failure is in the user's activity, and names no number", async () => {
    const { person, number } = await withPhone();
    down();
    await person.withPassword("POST", "/v1/login/sms", { body: {} });
    await service.local.drained();
    const { body, text } = await person.activity();
    const told = (body["events"] as readonly { type: string; data: object }[]).filter(
      ({ type }) => type === "sms.failed",
    );
    expect(told.map(({ data }) => data)).toEqual([
      { factorId: person.smsFactorId, reason: "sms_delivery_failed", country: "CH" },
    ]);
    expect(text).not.toContain(number.slice(1));
  });
});

it("nothing is sent if it cannot be counted", async () => {
  const { person, number } = await withPhone();
  for (const limit of [/LIMIT|DAY#.*CONFIRMED/, /DAY#.*LOGIN/]) {
    service.aws.fail(/^UpdateItemCommand$/, "broken", { sk: limit });
    const refused = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    expect(outcomeOf(refused)).toBe("temporarily_unavailable");
    expect(service.aws.areSpent).toBe(true);
  }
  expect(smsTo(number)).toBe(1);
  expect((await person.withPassword("POST", "/v1/login/sms", { body: {} })).status).toBe(202);
});

it("nothing is sent if the code's hash cannot be kept", async () => {
  const { person, number } = await withPhone();
  service.aws.fail(/^PutItemCommand$/, "broken", { sk: /CHALLENGE/ });
  expect(outcomeOf(await person.withPassword("POST", "/v1/login/sms", { body: {} }))).toBe("temporarily_unavailable");
  expect(smsTo(number)).toBe(1);
});
