import { describe, expect, it } from "vitest";
import type { LoginDecision } from "../../web/elements/api.ts";
import { updateChallenge } from "../../web/elements/challenge/update.ts";
import { backupCodes } from "../../web/elements/factors/kinds.ts";
import {
  now,
  app,
  phone,
  challenge,
  codeAsked,
  result,
  after,
  prompt,
  type,
  refuse,
  choose,
  verifying,
} from "./challenge-examples.ts";

describe("the decision", () => {
  it("allow completes at once", () => {
    const data: LoginDecision = { decision: "allow", assertion: "a.b.c", expiresAt: "x" };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({
      view: "done",
      result: { assertion: "a.b.c", method: null },
    });
  });

  it("challenge asks for a code of the preferred method", () => {
    expect(prompt()).toMatchObject({ view: "prompt", page: "code", chosen: app, request: null });
  });

  it("challenge with a code on its way asks for that one", () => {
    expect(after({ type: "start" }, { type: "decided", data: { ...codeAsked, challenge }, now })).toMatchObject({
      chosen: phone,
      sent: { challenge, resendAt: now + 30_000 },
    });
  });

  it("enroll goes on to the set-up", () => {
    const offer = { factorTypes: ["totp"], phoneRegistration: "self", preRegisteredPhone: null } as const;
    const data: LoginDecision = { decision: "enroll", enrollment: { ...offer, factorTypes: ["totp"] } };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ view: "enrollment" });
  });

  it("that did not come can be asked for again, after the wait that the service wants", () => {
    const failed = after({ type: "start" }, refuse("temporarily_unavailable", { retryAfter: 5 }));
    expect(failed).toMatchObject({ view: "failed", code: "temporarily_unavailable", until: now + 5000 });
    expect(updateChallenge(failed, { type: "retry", now: now + 4999 })).toBe(failed);
    expect(updateChallenge(failed, { type: "retry", now: now + 5000 })).toMatchObject({ request: { call: "login" } });
  });

  it("names an SMS that could not go out", () => {
    const data = { ...codeAsked, sms: { unavailable: "sms_limit_reached" } };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({
      trouble: { code: "sms_limit_reached" },
    });
  });
});

describe("a factor of a newer type", () => {
  const newer = { id: "fac_key", type: "hologram", label: "Laptop", preferred: true } as const;

  it("is listed, and the others are offered", () => {
    const state = after({ type: "start" }, { type: "decided", data: { ...codeAsked, factors: [newer, app] }, now });
    expect(state).toMatchObject({ view: "prompt", page: "code", chosen: app, factors: [newer, app] });
    expect(updateChallenge(state, choose(newer))).toMatchObject({ chosen: app });
  });

  it("alone leaves the backup codes", () => {
    const data = { ...codeAsked, factors: [newer] };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ chosen: backupCodes });
  });

  it("alone and without backup codes shows no field for a code", () => {
    const data = { ...codeAsked, factors: [newer], backupCodes: { remaining: 0 } };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ page: "methods" });
  });

  it("as a decision is told instead of thrown", () => {
    const data = JSON.parse('{"decision":"wait"}') as LoginDecision;
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ code: "unexpected" });
  });
});

describe("without an answer", () => {
  it("keeps the typed code, and sends it again on request", () => {
    const offline = prompt(type("123456"), { type: "refused", problem: { code: "offline" }, now });
    expect(offline).toMatchObject({ entry: { text: "123456" }, trouble: { code: "offline" }, request: null });
    const again = updateChallenge(offline, { type: "retry", now });
    expect(again).toMatchObject({ request: verifying, trouble: null });
  });
});

describe("a token that is over", () => {
  it.each(["unauthenticated", "insufficient_user_authentication"] as const)("%s goes back to the password", (code) => {
    expect(prompt(type("123456"), refuse(code))).toEqual({ view: "signed-out", request: null });
    expect(after({ type: "start" }, refuse(code))).toEqual({ view: "signed-out", request: null });
  });

  it("a new one starts anew", () => {
    expect(prompt(type("123456"), refuse("unauthenticated"), { type: "start" })).toMatchObject({
      view: "starting",
      request: { call: "login" },
    });
  });
});

it("an account that was reset meanwhile is asked for anew what it needs", () => {
  expect(prompt(type("123456"), refuse("not_enrolled"))).toMatchObject({
    view: "starting",
    request: { call: "login" },
  });
});

it("an assertion that ran out while the codes were saved costs one more code, and says so", () => {
  const late = prompt({ type: "enrolled", result, onTime: false }, { type: "decided", data: codeAsked, now });
  expect(late).toMatchObject({ view: "prompt", late: true });
});
