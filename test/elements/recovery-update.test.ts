import { describe, expect, it } from "vitest";
import {
  noRecovery,
  type RecoveryMessage,
  type RecoveryState,
  updateRecovery,
} from "../../web/elements/recovery/update.ts";
import { now } from "./challenge-examples.ts";
import { problem } from "./problem.ts";

const offer = { factorTypes: ["totp", "sms"], phoneRegistration: "self", preRegisteredPhone: null } as const;
const code = "7Q2M-04XK-9TRB";
const readyAt = new Date(now + 259_200_000).toISOString();

const from = (state: RecoveryState, ...messages: readonly RecoveryMessage[]): RecoveryState =>
  messages.reduce(updateRecovery, state);
const ask: RecoveryMessage = { type: "ask", now };
const submit: RecoveryMessage = { type: "submitted", now };
const type = (text: string): RecoveryMessage => ({ type: "typed", text });
const refuse = (...args: Parameters<typeof problem>): RecoveryMessage => ({
  type: "refused",
  problem: problem(...args),
  now,
});
const sent: RecoveryMessage = { type: "stands", recovery: { state: "asked", sentTo: "j•••@e•••.com" } };
const waiting: RecoveryMessage = { type: "stands", recovery: { state: "waiting", readyAt, needsApproval: false } };
const ready: RecoveryMessage = { type: "opened", recovery: { state: "ready" } };

describe("asking", () => {
  it("has a code mailed, and says where it went", () => {
    const asking = from(noRecovery, ask);
    expect(asking.request).toEqual({ call: "ask" });
    expect(from(asking, ask)).toBe(asking);
    expect(from(asking, sent)).toMatchObject({ view: "asked", sentTo: "j•••@e•••.com", request: null });
  });

  it.each(["recovery_not_offered", "not_enrolled"] as const)("%s is told where it is not offered", (refusal) => {
    expect(from(noRecovery, ask, refuse(refusal))).toMatchObject({ view: "not-offered", request: null });
  });

  it("too often waits as long as the service says", () => {
    const limited = from(noRecovery, ask, refuse("too_many_attempts", { retryAfter: 60 }));
    expect(limited).toMatchObject({ view: "start", trouble: { code: "too_many_attempts", until: now + 60_000 } });
    expect(from(limited, ask)).toBe(limited);
    expect(from(limited, { type: "ask", now: now + 60_000 }).request).toEqual({ call: "ask" });
  });

  it("once more keeps what is typed, and says so", () => {
    const again = from(noRecovery, ask, sent, type("7Q2M"), ask, sent);
    expect(again).toMatchObject({ view: "asked", sentAgain: true, entry: { text: "7Q2M" } });
  });
});

describe("the first code", () => {
  const asked = from(noRecovery, ask, sent);

  it("begins the wait", () => {
    const confirming = from(asked, type(code.toLowerCase()), submit);
    expect(confirming.request).toEqual({ call: "confirm", code: code.replaceAll("-", "") });
    expect(from(confirming, waiting)).toMatchObject({ view: "waiting", readyAt, needsApproval: false });
  });

  it("of six digits is none, and goes nowhere", () => {
    expect(from(asked, type("123456"), submit)).toMatchObject({ request: null, entry: { error: { code: "shape" } } });
  });

  it("that is wrong stays in its field", () => {
    const wrong = from(asked, type(code), submit, refuse("invalid_code"));
    expect(wrong).toMatchObject({ view: "asked", entry: { text: code, error: { code: "invalid_code" } } });
  });

  it("that is too old begins anew", () => {
    expect(from(asked, type(code), submit, refuse("challenge_expired"))).toMatchObject({
      view: "start",
      trouble: { code: "challenge_expired" },
    });
  });
});

describe("the wait", () => {
  const waits = from(noRecovery, ask, sent, type(code), submit, waiting);

  it("is looked at again", () => {
    expect(from(waits, { type: "look", now }, ready)).toMatchObject({ view: "ready" });
  });

  it("that was ended meanwhile can begin anew", () => {
    expect(from(waits, { type: "look", now }, { type: "stands", recovery: null })).toEqual(noRecovery);
  });

  it("in a state that is newer than this page goes on", () => {
    expect(from(noRecovery, { type: "opened", recovery: { state: "pondered" } })).toMatchObject({ view: "waiting" });
  });
});

describe("the second code", () => {
  const settingUp = from(noRecovery, ready, type(code), submit, { type: "offered", offer, code: "7Q2M04XK9TRB" });

  it("leads to the set-up, which brings it along", () => {
    expect(from(noRecovery, ready, type(code), submit).request).toEqual({ call: "listOffer", code: "7Q2M04XK9TRB" });
    expect(settingUp).toMatchObject({ view: "set-up", offer, code: "7Q2M04XK9TRB" });
    expect(from(settingUp, { type: "set-up-left" })).toMatchObject({ view: "ready", request: null });
  });

  it("that is wrong comes back into its field", () => {
    const back = from(settingUp, { type: "set-up-refused", problem: problem("invalid_code"), now });
    expect(back).toMatchObject({ view: "ready", request: null, entry: { error: { code: "invalid_code" } } });
  });

  it("too early looks how it stands", () => {
    const early = from(settingUp, { type: "set-up-refused", problem: problem("recovery_not_ready"), now });
    expect(early).toMatchObject({ request: { call: "look" } });
    expect(from(early, waiting)).toMatchObject({ view: "waiting", readyAt });
  });
});
