import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { world } from "../harness/world.ts";

/** End User Messaging tells what became of a message. The local run has numbers to try failures with. */
const { service, organisation } = world({ variables: { SMS_PROVIDER: "end-user-messaging" } });
const delivered = "+41791234567";
const path = (challengeId: string): string => `/v1/login/sms?challengeId=${challengeId}`;

describe("the page that waits for an SMS", () => {
  it("hears that it was delivered, by the password alone or with an access token", async () => {
    const ada = organisation.person("ada");
    await ada.hasSms(delivered);
    service.clock.forward(60);
    const { body } = await ada.withPassword("POST", "/v1/login");
    const id = String(body["challenge"].id);
    await service.local.drained();
    const expected = { delivery: { state: "delivered", reason: null } };
    expect((await ada.withPassword("GET", path(id))).body).toEqual(expected);
    await ada.verify(service.lastSmsCode(delivered), id);
    expect((await ada.withAccess("GET", path(id))).body).toEqual(expected);
  });

  it.each([
    ["+14254147167", "blocked"],
    ["+447860019067", "unreachable"],
    ["+353870019067", "invalid"],
    ["+393510019067", "expired"],
  ])("hears of %s that it is %s, and the user's activity tells it too", async (number, reason) => {
    const ben = organisation.person(`ben-${reason}`);
    const { status, body } = await ben.withPassword("POST", "/v1/factors", {
      body: { type: "sms", phoneNumber: number },
    });
    expect(status).toBe(201);
    await service.local.drained();
    const answer = await ben.withPassword("GET", path(String(body["challenge"].id)));
    expect(answer.body).toEqual({ delivery: { state: "failed", reason } });
    await service.local.drained();
    expect((await ben.activity()).body["events"]).toContainEqual(
      expect.objectContaining({
        type: "sms.undelivered",
        actor: { role: "system", ref: "delivery" },
        data: { factorId: body["factor"].id, reason },
      }),
    );
  });

  it("hears nothing of a challenge that is not the user's", async () => {
    const [cleo, eve] = [organisation.person("cleo"), organisation.person("eve")];
    const { body } = await cleo.withPassword("POST", "/v1/factors", {
      body: { type: "sms", phoneNumber: "+41791234568" },
    });
    expect(outcomeOf(await eve.withPassword("GET", path(String(body["challenge"].id))))).toBe("challenge_expired");
    expect(outcomeOf(await eve.withPassword("GET", "/v1/login/sms"))).toBe("invalid_request");
  });
});

it("the provider is told which codes came back, and of no other", async () => {
  const dan = organisation.person("dan");
  const before = service.outbox.received?.length ?? 0;
  await dan.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+41791234569" } });
  await service.local.drained();
  expect(service.outbox.received).toHaveLength(before);
  service.clock.forward(60);
  await dan.hasSms("+41791234569");
  await service.local.drained();
  expect(service.outbox.received?.length).toBe(before + 1);
});

it("the word of a message that is none of ours changes nothing", async () => {
  const { serve } = await import("../../functions/events/sms-delivery.ts");
  const before = service.aws.calls.length;
  const event = {
    version: "0",
    id: "1",
    "detail-type": "Text Message Delivery Status Updated",
    source: "aws.sms-voice",
    account: "000000000000",
    time: "2026-11-28T00:00:00Z",
    region: "local",
    resources: [],
    detail: { eventType: "TEXT_BLOCKED", messageId: "of-somebody-else" },
  };
  const { lambdaContext } = await import("../../local/functions.ts");
  await serve(service.local.services)(event, lambdaContext("events/sms-delivery"));
  expect(service.aws.calls.slice(before).map(({ command }) => command)).toEqual(["GetItemCommand"]);
});
