import { describe, expect, it } from "vitest";
import type { Confirmed, Enrolled, EnrollmentOffer } from "../../web/elements/api.ts";
import {
  type EnrollmentMessage,
  type EnrollmentState,
  knownIn,
  startEnrollment,
  updateEnrollment,
} from "../../web/elements/enrollment/update.ts";
import { announcement } from "../../web/elements/enrollment/effects.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { problem } from "./problem.ts";

await loadLanguage("en");
const english = translatorOf({ language: "en", tag: "en" });

const now = 1_700_000_000_000;
const offer: EnrollmentOffer = { factorTypes: ["totp", "sms"], phoneRegistration: "self", preRegisteredPhone: null };
const factor = {
  id: "fac_1",
  type: "totp",
  label: "Authenticator app",
  status: "pending",
  preferred: false,
  createdAt: "x",
} as const;
const secret: Enrolled = { factor, secret: "ABCD", uri: "otpauth://totp/x", qrCode: "data:image/svg+xml;base64,x" };
const texted: Enrolled = {
  factor: { ...factor, type: "sms" },
  challenge: {
    id: "chl_1",
    factorId: "fac_1",
    sentTo: "+41 ••• 12",
    expiresAt: "x",
    resendAfter: 30,
    resendAt: new Date(now + 30_000).toISOString(),
  },
  notice: "sms_restricted",
};
const challengeOf = (data: Enrolled) => {
  if (!("challenge" in data)) throw new Error("No SMS was sent");
  return data.challenge;
};
const further: Confirmed = { factor: { ...factor, status: "active" } };
const first: Confirmed = {
  ...further,
  assertion: "a.b.c",
  accessToken: "d.e.f",
  expiresAt: "x",
  backupCodes: ["A", "B"],
};

const from = (state: EnrollmentState, ...messages: readonly EnrollmentMessage[]): EnrollmentState =>
  messages.reduce(updateEnrollment, state);
const start = (...messages: readonly EnrollmentMessage[]): EnrollmentState => from(startEnrollment(offer), ...messages);
const refuse = (...args: Parameters<typeof problem>): EnrollmentMessage => ({
  type: "refused",
  problem: problem(...args),
  now,
});
const scanning = start({ type: "pick", factorType: "totp" }, { type: "enrolled", data: secret, now });
const submit: EnrollmentMessage = { type: "phone-submitted", country: "CH" };
const phone = (...messages: readonly EnrollmentMessage[]) => start({ type: "pick", factorType: "sms" }, ...messages);

describe("the first view", () => {
  it("is the choice, if there is one", () => {
    expect(start()).toMatchObject({ view: "pick", request: null });
  });

  it("is the only method otherwise", () => {
    expect(startEnrollment({ ...offer, factorTypes: ["totp"] })).toMatchObject({
      request: { call: "enroll", input: { type: "totp" } },
    });
    expect(startEnrollment({ ...offer, factorTypes: ["sms"] })).toMatchObject({ view: "phone", request: null });
  });

  it("sends to the admin who has not registered the phone", () => {
    const nobody: EnrollmentOffer = {
      factorTypes: ["sms"],
      phoneRegistration: "pre-registered",
      preRegisteredPhone: null,
    };
    expect(startEnrollment(nobody)).toMatchObject({ view: "none" });
  });
});

describe("an offer of a newer service", () => {
  it("leaves the methods that this page knows", () => {
    expect(startEnrollment({ ...offer, factorTypes: ["hologram", "totp"] })).toMatchObject({
      request: { call: "enroll", input: { type: "totp" } },
    });
    const some = startEnrollment({ ...offer, factorTypes: ["toString", "sms", "totp"] });
    expect(some).toMatchObject({ view: "pick" });
    expect(knownIn(some.offer)).toEqual(["sms", "totp"]);
  });

  it("without any of them asks for a newer page instead of a code", () => {
    expect(startEnrollment({ ...offer, factorTypes: ["hologram"] })).toMatchObject({ view: "outdated" });
  });

  it("whose answer this page cannot read is no set-up", () => {
    const answer = { factor } as Enrolled;
    expect(start({ type: "pick", factorType: "totp" }, { type: "enrolled", data: answer, now })).toMatchObject({
      view: "pick",
      trouble: { code: "unexpected" },
      request: null,
    });
  });
});

describe("an authenticator app", () => {
  it("is shown its key once, and confirmed at the sixth digit", () => {
    expect(scanning).toMatchObject({ view: "scan", key: { secret: "ABCD" } });
    expect(from(scanning, { type: "typed", text: "123 456", now })).toMatchObject({
      request: { call: "confirm", factorId: "fac_1", code: "123456" },
    });
  });

  it("takes no backup code", () => {
    const typed = from(scanning, { type: "typed", text: "0abc-defg-hjkm", now }, { type: "submitted", now });
    expect(typed).toMatchObject({ request: null, entry: { error: { code: "shape" } } });
  });

  it("keeps its key on the screen when the code was wrong", () => {
    const wrong = from(
      scanning,
      { type: "typed", text: "123456", now },
      refuse("invalid_code", { attemptsRemaining: 4 }),
    );
    expect(wrong).toMatchObject({
      view: "scan",
      key: { secret: "ABCD" },
      entry: { error: { attemptsRemaining: 4 } },
    });
  });

  it("whose set-up is over can start again", () => {
    const over = from(scanning, { type: "typed", text: "123456", now }, refuse("enrollment_expired"));
    expect(over).toMatchObject({ trouble: { code: "enrollment_expired" } });
    expect(from(over, { type: "start-again" })).toMatchObject({ request: { call: "enroll", input: { type: "totp" } } });
  });
});

describe("a phone", () => {
  it("gets its code at the number as people write it", () => {
    expect(phone({ type: "phone-typed", text: " 0041 (0)79 123-45-67" }, submit).request).toEqual({
      call: "enroll",
      input: { type: "sms", phoneNumber: "0041 (0)79 123-45-67" },
    });
  });

  it.each(["(+41) 79 123 45 67", "+٤١ ٧٩ ١٢٣ ٤٥ ٦٧", "＋41\u200E791234567", "+4\uFE0F1 79.123/45"])(
    "%j is left to the service to read",
    (text) => {
      expect(phone({ type: "phone-typed", text }, submit)).toMatchObject({ request: { call: "enroll" } });
    },
  );

  it.each([
    ["CH", "079 123 45 67", "+41 79 123 45 67"],
    ["GB", "07911 123456", "+44 7911 123456"],
    ["CI", "07 01 23 45 67", "+225 07 01 23 45 67"],
    ["CH", "+49 151 23456789", "+49 151 23456789"],
  ])("in %s, %j is sent as %j", (country, text, phoneNumber) => {
    const chosen = phone({ type: "country-chosen", country }, { type: "phone-typed", text });
    const sent = from(chosen, { type: "phone-submitted", country });
    expect(sent.request).toEqual({ call: "enroll", input: { type: "sms", phoneNumber } });
    expect(from(sent, { type: "enrolled", data: texted, now })).toMatchObject({ view: "text", number: phoneNumber });
  });

  it.each(["", "12", "+41 call me"])("%j is not sent", (text) => {
    expect(phone({ type: "phone-typed", text }, submit)).toMatchObject({ request: null, error: "shape" });
  });

  it("that the service refuses can be corrected in its field", () => {
    const refused = phone({ type: "phone-typed", text: "+1234567" }, submit, refuse("country_not_allowed"));
    expect(refused).toMatchObject({ view: "phone", text: "+1234567", error: "country_not_allowed", request: null });
    expect(from(refused, { type: "phone-typed", text: "+4" })).toMatchObject({ error: null });
  });

  it("that is registered needs no number", () => {
    const registered = { ...offer, factorTypes: ["sms" as const], phoneRegistration: "pre-registered" as const };
    const state = startEnrollment({ ...registered, preRegisteredPhone: "+41 ••• 12" });
    expect(from(state, submit)).toMatchObject({ request: { call: "enroll", input: { type: "sms" } } });
  });

  it("can have the code again after the wait, not before", () => {
    const waiting = phone({ type: "phone-typed", text: "+41791234567" }, submit, {
      type: "enrolled",
      data: texted,
      now,
    });
    expect(waiting).toMatchObject({ view: "text", resendAt: now + 30_000 });
    expect(from(waiting, { type: "resend", now: now + 29_999 })).toBe(waiting);
    expect(from(waiting, { type: "resend", now: now + 30_000 })).toMatchObject({ request: { call: "resend" } });
  });
});

describe("an SMS of a set-up that does not come", () => {
  const waiting = phone({ type: "phone-typed", text: "+41791234512" }, submit, { type: "enrolled", data: texted, now });
  const told = (challengeId: string): EnrollmentMessage => ({
    type: "delivery-told",
    challengeId,
    delivery: { state: "failed", reason: "blocked" },
  });

  it("is asked after once, 20 seconds after it was sent, and explained beside what the user types", () => {
    expect(waiting).toMatchObject({ view: "text", askAt: now + 20_000, delivery: null });
    const typing = from(waiting, { type: "typed", text: "123456", now });
    const explained = from(typing, told("chl_1"));
    expect(explained).toMatchObject({ request: { call: "confirm" }, delivery: { reason: "blocked" } });
    expect(announcement(english, typing, explained, now)).toMatch(/stopped on its way to this number/);
    expect(announcement(english, explained, explained, now)).toBeNull();
  });

  it("is not explained by the word on an earlier one, nor beside a newer one", () => {
    expect(from(waiting, told("chl_0"))).toBe(waiting);
    expect(from(scanning, told("chl_1"))).toBe(scanning);
    const challenge = { ...challengeOf(texted), id: "chl_2" };
    const again = from(waiting, told("chl_1"), { type: "resent", challenge, now: now + 30_000 });
    expect(again).toMatchObject({ delivery: null, askAt: now + 50_000 });
  });
});

describe("the end", () => {
  it("comes after the codes are saved, where there are codes", () => {
    const codes = from(scanning, { type: "confirmed", data: first, now });
    expect(codes).toMatchObject({ view: "codes", confirmed: { backupCodes: ["A", "B"] } });
    expect(from(codes, { type: "codes-saved" })).toMatchObject({ view: "done", receivedAt: now });
  });

  it("comes at once where there are none", () => {
    expect(from(scanning, { type: "confirmed", data: further, now })).toMatchObject({
      view: "done",
      confirmed: further,
    });
  });
});

describe("a code that was used by a confirmation of which nobody heard", () => {
  it("leads on, since the method is on and its backup codes were never seen", () => {
    const asked = from(scanning, { type: "typed", text: "123456", now }, { type: "submitted", now });
    expect(from(asked, refuse("code_already_used"))).toMatchObject({ view: "used", request: null, trouble: null });
  });
});
