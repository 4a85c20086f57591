import { describe, expect, it } from "vitest";
import { noUser, updateUser } from "../../web/elements/admin/user/update.ts";
import { doneText, doneTone } from "../../web/elements/admin/user/effects.ts";
import type { Done, Panel, UserMessage, UserState } from "../../web/elements/admin/user/state.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { now, policy, user } from "./admin-examples.ts";
import { problem } from "./problem.ts";

await loadLanguage("en", "admin");

const after = (...messages: readonly UserMessage[]): UserState => messages.reduce(updateUser, noUser);
const found: UserMessage = { type: "found", found: { user, policy } };
const typed = (text: string): UserMessage => ({ type: "typed", text });
const refuse = (...args: Parameters<typeof problem>): UserMessage => ({
  type: "refused",
  problem: problem(...args),
  now,
});
const ann = [typed("ann"), { type: "submitted" }, found] as const;
const panels = {
  reset: { kind: "reset", text: "", error: null },
  reopen: { kind: "reopen", method: "totp", text: "", error: null },
  phone: { kind: "phone", text: "", error: null },
  "remove-phone": { kind: "remove-phone" },
  "end-devices": { kind: "end-devices" },
  requirement: { kind: "requirement", required: true, text: "", error: null },
  "bypass-code": { kind: "bypass-code", hours: "8", text: "", error: null },
  recovery: { kind: "recovery", approves: true, text: "", error: null },
  caller: { kind: "caller", channel: "email", sent: null, text: "", error: null },
} as const satisfies { readonly [Kind in Panel["kind"]]: Panel };
const open = (kind: keyof typeof panels): UserMessage => ({ type: "opened", panel: panels[kind] });
const panel = (text: string): readonly UserMessage[] => [{ type: "panel-typed", text }, { type: "panel-submitted" }];

const spoken = (done: Done): string => doneText(translatorOf({ language: "en", tag: "en" }), done, { user, policy });

describe("finding a user", () => {
  it("asks for what was typed, without the spaces around it", () => {
    expect(after(typed(" ann "), { type: "submitted" }).request).toEqual({ call: "find", userId: "ann" });
  });

  it.each(["", "  "])("%j names nobody and is not sent", (text) => {
    expect(after(typed(text), { type: "submitted" })).toMatchObject({ request: null, unnamed: true });
  });

  it("never shows the one under the name of another", () => {
    expect(after(...ann, typed("bert"), { type: "submitted" })).toMatchObject({ found: null });
    expect(after(...ann, { type: "submitted" }).found?.user.userId).toBe("ann");
  });
});

describe("a reset", () => {
  it("is not one click: it needs a reason", () => {
    expect(after(...ann, open("reset"))).toMatchObject({ request: null, panel: { kind: "reset" } });
    expect(after(...ann, open("reset"), { type: "panel-submitted" })).toMatchObject({
      request: null,
      panel: { error: "reason" },
    });
    expect(after(...ann, open("reset"), ...panel(" ab "))).toMatchObject({ request: null, panel: { error: "reason" } });
    expect(after(...ann, open("reset"), ...panel("x".repeat(501)))).toMatchObject({ request: null });
  });

  it("sends the reason in one line: the service takes no control characters", () => {
    expect(after(...ann, open("reset"), ...panel(" lost\n phone ")).request).toEqual({
      call: "act",
      act: { kind: "reset" },
      userId: "ann",
      reason: "lost phone",
    });
  });

  it("is of the user who is shown, not of what stands in the search by then", () => {
    const state = after(...ann, typed("bert"), open("reset"), ...panel("lost phone"));
    expect(state.request).toMatchObject({ userId: "ann" });
  });

  it("reads the user again and says what went", () => {
    const done = { kind: "reset", known: true, factors: 2, backupCodes: 8 } as const;
    const state = after(...ann, open("reset"), ...panel("lost phone"), { type: "done", done });
    expect(state).toMatchObject({ panel: null, done, request: { call: "find", userId: "ann" } });
  });

  it("cannot be sent twice, nor closed while it is on its way", () => {
    const sent = after(...ann, open("reset"), ...panel("lost phone"));
    expect(updateUser(sent, { type: "panel-submitted" })).toBe(sent);
    expect(updateUser(sent, { type: "closed" })).toBe(sent);
  });
});

describe("a method that wrong codes have closed", () => {
  it("is opened again with a reason only, and then the user is read again", () => {
    expect(after(...ann, open("reopen"), { type: "panel-submitted" })).toMatchObject({ panel: { error: "reason" } });
    const asked = after(...ann, open("reopen"), ...panel(" by\n video call "));
    expect(asked.request).toEqual({
      call: "act",
      act: { kind: "reopen", method: "totp" },
      userId: "ann",
      reason: "by video call",
    });
    const done = { kind: "reopen", method: "totp" } as const;
    expect(updateUser(asked, { type: "done", done })).toMatchObject({
      panel: null,
      done,
      request: { call: "find", userId: "ann" },
    });
    expect(spoken(done)).toBe("Authenticator app is open again for ann.");
  });

  it("whose reason the service refuses is corrected in its field", () => {
    const state = after(...ann, open("reopen"), ...panel("lost phone"), refuse("invalid_request"));
    expect(state).toMatchObject({ panel: { kind: "reopen", text: "lost phone", error: "reason" }, trouble: null });
  });
});

describe("a phone", () => {
  it.each(["0041 79 123 45 67", "＋41791234567"])("%j goes out as it was typed", (phoneNumber) => {
    expect(after(...ann, open("phone"), ...panel(phoneNumber)).request).toMatchObject({
      call: "set-phone",
      phoneNumber,
    });
  });

  it("that the service refuses is corrected in its field", () => {
    const state = after(...ann, open("phone"), ...panel("+999"), refuse("country_not_allowed"));
    expect(state).toMatchObject({ panel: { text: "+999", error: "country_not_allowed" }, trouble: null });
  });

  it("is removed only after a second look", () => {
    expect(after(...ann, open("remove-phone"))).toMatchObject({ request: null });
    expect(after(...ann, open("remove-phone"), { type: "closed" })).toMatchObject({ request: null, panel: null });
    expect(after(...ann, open("remove-phone"), { type: "panel-submitted" }).request).toMatchObject({
      call: "remove-phone",
    });
  });
});

it.each(["temporarily_unavailable", "busy", "unauthenticated", "insufficient_user_authentication"] as const)(
  "%s loses nothing: the same call goes out again",
  (code) => {
    const state = after(...ann, open("reset"), ...panel("lost phone"), refuse(code, { retryAfter: 5 }));
    expect(state).toMatchObject({ panel: { text: "lost phone" }, trouble: { code, until: now + 5000 } });
    expect(updateUser(state, { type: "retry" })).toMatchObject({
      trouble: null,
      request: { call: "act", userId: "ann", reason: "lost phone" },
    });
  },
);

describe("what was done is told", () => {
  it("as done, where it was done as meant", () => {
    expect(doneTone({ kind: "reset", known: true, factors: 1, backupCodes: 9 })).toBe("success");
    expect(spoken({ kind: "phone", known: true, phoneNumber: "+41", differs: false })).toBe("+41 is registered.");
  });

  it.each<[Done, string, RegExp]>([
    [
      { kind: "reset", known: false, factors: 0, backupCodes: 0 },
      "warning",
      /ann was never seen here, so nothing was removed/,
    ],
    [{ kind: "phone", known: false, phoneNumber: "+41", differs: false }, "info", /never seen here. Check the ID/],
    [{ kind: "phone", known: true, phoneNumber: "+41", differs: true }, "warning", /Codes still go to the old number/],
  ])("as something to look at: %j", (done, tone, text) => {
    expect(doneTone(done)).toBe(tone);
    expect(spoken(done)).toMatch(text);
  });
});
