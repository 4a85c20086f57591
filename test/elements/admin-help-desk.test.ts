import { describe, expect, it } from "vitest";
import { noUser, updateUser } from "../../web/elements/admin/user/update.ts";
import { afterReset, doneText } from "../../web/elements/admin/user/effects.ts";
import type { Panel, UserMessage, UserState } from "../../web/elements/admin/user/state.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { now, policy, user } from "./admin-examples.ts";
import { problem } from "./problem.ts";

await loadLanguage("en", "admin");

const translator = translatorOf({ language: "en", tag: "en" });
const found: UserMessage = { type: "found", found: { user, policy } };
const after = (...messages: readonly UserMessage[]): UserState =>
  [{ type: "typed", text: "ann" } as const, { type: "submitted" } as const, found, ...messages].reduce(
    updateUser,
    noUser,
  );
const open = (panel: Panel): UserMessage => ({ type: "opened", panel });
const typed = (text: string): UserMessage => ({ type: "panel-typed", text });
const submit: UserMessage = { type: "panel-submitted" };
const refuse = (code: Parameters<typeof problem>[0]): UserMessage => ({ type: "refused", problem: problem(code), now });
const blank = { text: "", error: null } as const;

it.each([
  { kind: "requirement", required: true },
  { kind: "requirement", required: null },
  { kind: "recovery", approves: true },
  { kind: "recovery", approves: false },
  { kind: "bypass-code", hours: "24" },
] as const)("%j goes out with a reason only", (act) => {
  expect(after(open({ ...act, ...blank }), submit)).toMatchObject({ request: null, panel: { error: "reason" } });
  expect(after(open({ ...act, ...blank }), typed("by video"), submit).request).toEqual({
    call: "act",
    userId: "ann",
    act,
    reason: "by video",
  });
});

describe("a code of the help desk", () => {
  it.each(["0", "25", "", "8.5"])("is not made for %j hours", (hours) => {
    const state = after(open({ kind: "bypass-code", hours: "8", ...blank }), { type: "hours-typed", text: hours });
    expect([typed("by video"), submit].reduce(updateUser, state)).toMatchObject({
      request: null,
      panel: { error: "hours" },
    });
  });

  it("is shown once: the next act or the next user takes it away", () => {
    const done = { kind: "bypass-code", code: "ZK7M-2QXA-9RTB", expiresAt: "2027-01-01T00:00:00Z" } as const;
    const shown = after({ type: "done", done }, found, { type: "copied", succeeded: true });
    expect(shown).toMatchObject({ done, copied: true });
    expect(updateUser(shown, open({ kind: "end-devices" }))).toMatchObject({ done: null, copied: null });
    expect(updateUser(shown, { type: "submitted" })).toMatchObject({ done: null, copied: null });
  });
});

describe("the check of a caller", () => {
  const panel = { kind: "caller", channel: "email", sent: null, ...blank } as const;
  const sent = { sentTo: "a•••@example.com", expiresAt: "2027-01-01T00:00:00Z" };
  const waiting = [open(panel), submit, { type: "words-sent", sent }] as const;

  it("sends words by the chosen channel, then compares those that were said", () => {
    expect(after(open(panel), { type: "channel", channel: "phone" }, submit).request).toEqual({
      call: "check-caller",
      userId: "ann",
      channel: "phone",
    });
    expect(after(...waiting, submit)).toMatchObject({ request: null, panel: { error: "empty" } });
    expect(after(...waiting, typed(" maple  anchor "), submit).request).toEqual({
      call: "compare-words",
      userId: "ann",
      words: "maple anchor",
    });
  });

  it("wrong words are said at their field; words that are over are sent anew", () => {
    const compared = [...waiting, typed("oak"), submit] as const;
    expect(after(...compared, refuse("invalid_code"))).toMatchObject({
      trouble: null,
      panel: { sent, text: "oak", error: "wrong" },
    });
    const over = after(...compared, refuse("challenge_expired"));
    expect(over).toMatchObject({ panel: { sent: null, text: "" }, trouble: { retry: null } });
    expect(updateUser(over, submit).request).toMatchObject({ call: "check-caller" });
  });
});

it("remembered devices end after a second look", () => {
  expect(after(open({ kind: "end-devices" })).request).toBeNull();
  expect(after(open({ kind: "end-devices" }), submit).request).toEqual({ call: "end-devices", userId: "ann" });
});

it("an act that needs a second person is never told as done", () => {
  const approval = { id: "apr_1", action: "reset", parameters: {}, expiresAt: "2027-01-02T00:00:00Z" };
  const waits = { code: "approval_needed", detail: "", status: 202, approval } as const;
  const state = after(open({ kind: "reset", ...blank }), typed("lost phone"), submit, {
    type: "refused",
    problem: waits,
    now,
  });
  expect(state).toMatchObject({ panel: null, trouble: null, done: { kind: "waits", expiresAt: approval.expiresAt } });
  const text = state.done === null ? "" : doneText(translator, state.done, { user, policy });
  expect(text).toMatch(/^Nothing has changed yet\./);
});

it("a user who must by an admin's word does not get by with the password after a reset", () => {
  expect(afterReset(translator, { user, policy })).toMatch(/the password alone is enough/);
  expect(afterReset(translator, { user: { ...user, requirement: true }, policy })).toMatch(
    /can set up a new second step/,
  );
});
