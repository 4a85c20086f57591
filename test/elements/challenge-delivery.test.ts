import { describe, expect, it } from "vitest";
import { deliveryFailures } from "../../shared/account/factor.ts";
import type { Challenge, Delivery } from "../../web/elements/api.ts";
import { deliveryText, fateOf, sentNow } from "../../web/elements/method/delivery.ts";
import { announcement, askedAt, deadlinesOf } from "../../web/elements/challenge/effects.ts";
import type { ChallengeMessage } from "../../web/elements/challenge/state.ts";
import { updateChallenge } from "../../web/elements/challenge/update.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import {
  after,
  app,
  challenge,
  choose,
  codeAsked,
  now,
  phone,
  prompt,
  refuse,
  smsSent,
  type,
} from "./challenge-examples.ts";

await loadLanguage("en");
const english = translatorOf({ language: "en", tag: "en" });

const say = (delivery: Delivery, sent: Challenge = challenge): string | null =>
  deliveryText(english, { ...sentNow(sent, now), delivery });
const failed = (reason: (typeof deliveryFailures)[number]): Delivery => ({ state: "failed", reason });
const told = (delivery: Delivery, challengeId = "chl_1"): ChallengeMessage => ({
  type: "delivery-told",
  challengeId,
  delivery,
});
const voice: Challenge = { ...challenge, id: "chl_2", channel: "voice" };
const withCalls = { ...codeAsked, channels: ["sms", "voice"] } satisfies typeof codeAsked & {
  readonly channels: unknown;
};
const callable = (...messages: readonly ChallengeMessage[]) =>
  after({ type: "start" }, { type: "decided", data: withCalls, now }, ...messages);
const call = (at: number): ChallengeMessage => ({ type: "resend", channel: "voice", now: at });

describe("an SMS that does not come", () => {
  const waiting = prompt(choose(phone), smsSent);

  it("is asked after once, 20 seconds after it was sent", () => {
    expect(deadlinesOf(waiting)).toContain(now + 20_000);
    expect(askedAt(waiting, now + 20_000)).toBe("chl_1");
    expect(askedAt(waiting, now + 30_000)).toBeNull();
    const over = updateChallenge(updateChallenge(waiting, type("123456")), refuse("challenge_expired"));
    expect(askedAt(over, now + 20_000)).toBeNull();
    expect(askedAt(prompt(), now + 20_000)).toBeNull();
  });

  it("that a login sent by itself is asked after too", () => {
    const begun = after({ type: "start" }, { type: "decided", data: { ...codeAsked, challenge }, now });
    expect(askedAt(begun, now + 20_000)).toBe("chl_1");
  });

  it("is explained without a stop of what the user does meanwhile", () => {
    const typing = updateChallenge(waiting, type("123456"));
    const explained = updateChallenge(typing, told(failed("blocked")));
    expect(explained).toMatchObject({ request: typing.request, sent: { delivery: failed("blocked") } });
    expect(announcement(english, typing, explained, now)).toBe(say(failed("blocked")));
  });

  it("is not explained by the word on an earlier one, nor beside a newer one", () => {
    expect(updateChallenge(waiting, told(failed("blocked"), "chl_0"))).toBe(waiting);
    const explained = updateChallenge(waiting, told(failed("expired")));
    const again = [{ type: "resend", now: now + 30_000 } as const, smsSent].reduce(updateChallenge, explained);
    expect(again).toMatchObject({ sent: { delivery: null } });
  });

  it("goes on without a word where the service does not answer", async () => {
    const problem = { code: "offline", status: 0, title: "", detail: "" } as const;
    expect(await fateOf({ smsDelivery: async () => ({ problem }) }, "chl_1")).toBeNull();
  });

  it("has a sentence of its own for every fate, that says what to do", () => {
    const fates: readonly Delivery[] = [
      { state: "handed_over", reason: null },
      { state: "delivered", reason: null },
      ...deliveryFailures.map(failed),
    ];
    for (const sent of [challenge, voice]) {
      const texts = fates.map((delivery) => say(delivery, sent));
      expect(new Set(texts).size).toBe(fates.length);
      expect(texts).not.toContain(null);
    }
    expect(say({ state: "handed_over", reason: null })).toBe(
      "The text message is on its way. If nothing comes, check your reception, or try another way.",
    );
    expect(say(failed("blocked"))).toMatch(/stopped on its way to this number/);
    expect(say({ state: "delivered", reason: null }, voice)).toMatch(/^The call was answered/);
  });

  it("for a reason that is newer than this page counts as not reached", () => {
    expect(say({ state: "failed", reason: "moonstruck" })).toBe(say(failed("unreachable")));
  });
});

describe("a call in the place of an SMS", () => {
  it("is offered only where the answer offers it", () => {
    expect(prompt()).toMatchObject({ calls: false });
    expect(callable()).toMatchObject({ calls: true });
  });

  it("goes out once the wait after the SMS is over, and the SMS stays good until then", () => {
    const waiting = callable(choose(phone), smsSent);
    expect(updateChallenge(waiting, call(now + 29_999))).toBe(waiting);
    expect(updateChallenge(waiting, { type: "chosen", choice: phone, channel: "voice", now })).toBe(waiting);
    const calling = updateChallenge(waiting, call(now + 30_000));
    expect(calling).toMatchObject({
      request: { call: "sendSms", factorId: "fac_phone", channel: "voice" },
      sent: { challenge },
    });
    const called = updateChallenge(calling, { type: "sms-sent", challenge: voice, now });
    expect(called).toMatchObject({ sent: { challenge: voice } });
    expect(announcement(english, calling, called, now)).toBe("We are calling +41 ••• 12.");
  });

  it("can be the first choice", () => {
    const calling = callable({ type: "chosen", choice: phone, channel: "voice", now });
    expect(calling).toMatchObject({ page: "code", chosen: phone, request: { channel: "voice" } });
  });

  it("is not made for an app", () => {
    expect(callable({ type: "chosen", choice: app, channel: "voice", now })).toMatchObject({ request: null });
  });

  it("that is refused can be tried again as a call", () => {
    const failedCall = callable(
      { type: "chosen", choice: phone, channel: "voice", now },
      refuse("sms_delivery_failed"),
    );
    expect(updateChallenge(failedCall, { type: "retry", now })).toMatchObject({
      request: { call: "sendSms", channel: "voice" },
    });
  });
});
