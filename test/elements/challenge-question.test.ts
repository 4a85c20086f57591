import { describe, expect, it } from "vitest";
import type { LoginDecision } from "../../web/elements/api.ts";
import { updateChallenge } from "../../web/elements/challenge/update.ts";
import type { ChallengeMessage } from "../../web/elements/challenge/state.ts";
import { after, codeAsked, now, prompt, refuse, result } from "./challenge-examples.ts";

type Allowed = Extract<LoginDecision, { decision: "allow" }>;
const day = "2027-01-29T08:00:00.000Z";
const offer = { factorTypes: ["totp"], phoneRegistration: "self", preRegisteredPhone: null } as const;

const asked = (fields: Partial<Allowed>, ...messages: readonly ChallengeMessage[]) => {
  const expiresAt = new Date(now + 300_000).toISOString();
  const data: LoginDecision = { decision: "allow", assertion: "a.b.c", expiresAt, ...fields };
  return after({ type: "start" }, { type: "decided", data, now }, ...messages);
};
const answer = (given: "act" | "go-on", at = now): ChallengeMessage => ({ type: "answered", answer: given, now: at });
const late = now + 300_000;

describe("the days of grace", () => {
  it("offer the set-up, and let in who would rather do it later", () => {
    const state = asked({ enrollBy: day });
    expect(state).toMatchObject({ view: "question", question: { about: "set-up", day, isGrace: true } });
    expect(updateChallenge(state, answer("go-on"))).toMatchObject({ view: "done", result: { assertion: "a.b.c" } });
  });

  it("lead to the set-up, whose end completes the login", () => {
    const state = asked({ enrollBy: day }, answer("act"));
    expect(state).toMatchObject({ view: "question", request: { call: "listOffer" } });
    const settingUp = updateChallenge(state, { type: "offered", offer });
    expect(settingUp).toMatchObject({ view: "enrollment", offer });
    expect(updateChallenge(settingUp, { type: "enrolled", result, onTime: true })).toMatchObject({
      view: "done",
      result,
    });
  });

  it("let in also who leaves the set-up", () => {
    const left = asked({ enrollBy: day }, answer("act"), { type: "offered", offer }, { type: "enrollment-left" });
    expect(left).toMatchObject({ view: "question", request: null });
    expect(updateChallenge(left, answer("go-on"))).toMatchObject({ view: "done" });
  });

  it("ask for another assertion after too long a thought, and do not ask the same again", () => {
    const again = asked({ enrollBy: day }, answer("go-on", late));
    expect(again).toMatchObject({ view: "starting", request: { call: "login" } });
    const data: LoginDecision = { decision: "allow", assertion: "d.e.f", expiresAt: day, enrollBy: day };
    expect(updateChallenge(again, { type: "decided", data, now: late })).toMatchObject({
      view: "done",
      result: { assertion: "d.e.f" },
    });
  });

  it("do not hold back a user where the set-up cannot be asked for", () => {
    const failed = asked({ enrollBy: day }, answer("act"), refuse("temporarily_unavailable", { retryAfter: 5 }));
    expect(failed).toMatchObject({ view: "question", trouble: { until: now + 5000 } });
    expect(updateChallenge(failed, answer("act"))).toBe(failed);
    expect(updateChallenge(failed, answer("go-on"))).toMatchObject({ view: "done" });
  });
});

describe("a rehearsal", () => {
  it.each([
    [
      { rehearsal: { decision: "enroll" }, enforcementFrom: day },
      { day, isGrace: false, isShutOut: false },
    ],
    [{ rehearsal: { decision: "enroll" } }, { day: null, isGrace: false, isShutOut: false }],
    [
      { rehearsal: { decision: "shut_out" }, enforcementFrom: day },
      { day, isGrace: false, isShutOut: true },
    ],
  ])("%j says what will come", (fields, question) => {
    expect(asked(fields)).toMatchObject({ view: "question", question: { about: "set-up", ...question } });
  });
});

describe("a remembered login during a recovery", () => {
  const recovery = { state: "waiting", readyAt: day, needsApproval: false, cancelToken: "lnk_1" };

  it("asks whether it was the user", () => {
    const state = asked({ recovery });
    expect(state).toMatchObject({ view: "question", question: { about: "recovery", readyAt: day } });
    expect(updateChallenge(state, answer("go-on"))).toMatchObject({ view: "done" });
  });

  it("ends it before the login is done", () => {
    const ending = asked({ recovery }, answer("act"));
    expect(ending).toMatchObject({ view: "question", request: { call: "cancelRecovery", token: "lnk_1" } });
    expect(updateChallenge(ending, answer("go-on"))).toBe(ending);
    expect(updateChallenge(ending, { type: "recovery-ended", now })).toMatchObject({ view: "done" });
  });

  it("stays where the end was refused", () => {
    expect(asked({ recovery }, answer("act"), refuse("temporarily_unavailable"))).toMatchObject({
      view: "question",
      trouble: { code: "temporarily_unavailable" },
    });
  });
});

it("a challenge shows the recovery that is under way", () => {
  const recovery = { state: "waiting", readyAt: day, needsApproval: true };
  const data: LoginDecision = { ...codeAsked, recovery };
  expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ view: "prompt", recovery });
  expect(prompt({ type: "page", page: "recovery" })).toMatchObject({ page: "recovery", recovery: null });
});
