import { describe, expect, it } from "vitest";
import type { Factor, TwoFactor } from "../../web/elements/api.ts";
import { updateSettings } from "../../web/elements/settings/update.ts";
import { offerOf } from "../../web/elements/enrollment/update.ts";
import { addPage } from "../../web/elements/settings/replacement.ts";
import type { ReadyState, SettingsMessage, SettingsState } from "../../web/elements/settings/state.ts";
import { problem } from "./problem.ts";

const now = 1_700_000_000_000;
const app: Factor = {
  id: "fac_app",
  type: "totp",
  label: "Authenticator app",
  status: "active",
  preferred: true,
  createdAt: "2026-11-03T10:00:00Z",
};
const phone: Factor = {
  ...app,
  id: "fac_phone",
  type: "sms",
  label: "Phone",
  preferred: false,
  phoneNumber: "+41 ••• 12",
};
const on: TwoFactor = {
  enabled: true,
  required: false,
  canDisable: true,
  factors: [app, phone],
  backupCodes: { remaining: 3, generatedAt: "2026-11-03T10:00:00Z" },
  preRegisteredPhone: null,
  policy: { factorTypes: ["totp", "sms"], phoneRegistration: "self", trustedDevices: { days: 0 } },
};
const off: TwoFactor = { ...on, enabled: false, factors: [], backupCodes: null };
const listed = (data: TwoFactor): SettingsMessage => ({ type: "listed", data, unfinished: null });
const from = (state: SettingsState, ...messages: readonly SettingsMessage[]): SettingsState =>
  messages.reduce(updateSettings, state);
const waiting: SettingsState = { view: "waiting", request: null };
const ready = (data: TwoFactor, ...messages: readonly SettingsMessage[]): SettingsState =>
  from(waiting, { type: "start" }, listed(data), ...messages);
const refuse = (...args: Parameters<typeof problem>): SettingsMessage => ({
  type: "refused",
  problem: problem(...args),
  now,
});
const offline: SettingsMessage = { type: "refused", problem: { code: "offline" }, now };
const open = (page: ReadyState["page"]): SettingsMessage => ({ type: "open", page });
const submit: SettingsMessage = { type: "submitted", now };
const askRemove = open({ name: "remove", factorId: "fac_phone" });
const rename = (text: string) => open({ name: "rename", factorId: "fac_phone", text, wrong: false });

describe("loading", () => {
  it("shows what the service says", () => {
    expect(ready(on)).toMatchObject({ view: "ready", twoFactor: on, page: { name: "overview" }, request: null });
  });

  it("that failed can be tried again, after the wait that the service wants", () => {
    const failed = from(waiting, { type: "start" }, refuse("temporarily_unavailable", { retryAfter: 5 }));
    expect(failed).toMatchObject({ view: "failed", until: now + 5000 });
    expect(updateSettings(failed, { type: "retry", now: now + 4999 })).toBe(failed);
    expect(updateSettings(failed, { type: "retry", now: now + 5000 })).toMatchObject({ request: { call: "list" } });
  });

  it("with a token that is over is the host's business", () => {
    const over = from(waiting, { type: "start" }, refuse("unauthenticated"));
    expect(over).toEqual({ view: "signed-out", request: null });
    expect(from(over, { type: "start" }, listed(on))).toMatchObject({ view: "ready" });
  });

  it("begins anew for somebody else, whatever was going on", () => {
    expect(ready(on, askRemove, submit, { type: "start" })).toMatchObject({
      view: "loading",
      request: { call: "list" },
    });
  });
});

describe("the list that is read again after a change", () => {
  const twice: TwoFactor = { ...on, factors: [app, phone, { ...app, id: "fac_third" }] };
  const reading = ready(twice, askRemove, submit, { type: "removed" });
  const typing = from(reading, open({ name: "rename", factorId: "fac_app", text: "My ap", wrong: false }));

  it("takes nobody away from what they are at", () => {
    expect(typing).toMatchObject({ request: { call: "list" }, page: { text: "My ap" } });
    expect(from(typing, listed(on))).toMatchObject({ request: null, page: { text: "My ap" } });
  });

  it("gives way to the next change", () => {
    expect(from(typing, submit)).toMatchObject({ request: { call: "update" } });
  });

  it("ends a page about a method that is gone", () => {
    expect(from(typing, listed({ ...on, factors: [phone] }))).toMatchObject({ page: { name: "overview" } });
  });

  it("that does not come hides nothing, and can be asked for again", () => {
    const stale = from(reading, offline);
    expect(stale).toMatchObject({
      twoFactor: { factors: [app, { id: "fac_third" }] },
      trouble: { retry: { call: "list" } },
    });
    expect(from(stale, { type: "retry", now }, listed(off))).toMatchObject({ trouble: null, twoFactor: off });
  });
});

describe("what destroys something", () => {
  it.each([
    [askRemove, { call: "remove", factorId: "fac_phone", switchesOff: false }],
    [open({ name: "disable" }), { call: "disable" }],
    [open({ name: "regenerate" }), { call: "regenerate" }],
  ])("asks first, and is called once", (ask, request) => {
    const asked = ready(on, ask);
    expect(asked).toMatchObject({ request: null });
    const going = from(asked, submit);
    expect(going).toMatchObject({ request });
    for (const again of [submit, ask, { type: "close" } as const]) expect(updateSettings(going, again)).toBe(going);
  });

  it("can be left alone", () => {
    expect(ready(on, askRemove, { type: "close" })).toMatchObject({ page: { name: "overview" }, request: null });
    expect(ready(on, submit)).toMatchObject({ request: null });
  });

  it("that the network took can be tried again where it was", () => {
    const failed = ready(on, askRemove, submit, offline);
    expect(failed).toMatchObject({ page: { name: "remove" }, trouble: { code: "offline" }, request: null });
    expect(from(failed, submit)).toMatchObject({ request: { call: "remove" }, trouble: null });
  });

  it("waits as long as the service wants", () => {
    const failed = ready(on, askRemove, submit, refuse("temporarily_unavailable", { retryAfter: 5 }));
    expect(updateSettings(failed, { type: "submitted", now: now + 4999 })).toBe(failed);
    expect(from(failed, { type: "submitted", now: now + 5000 })).toMatchObject({ request: { call: "remove" } });
  });
});

describe("removing", () => {
  it("one of two leaves the other, and asks which is the first now", () => {
    expect(ready(on, askRemove, submit, { type: "removed" })).toMatchObject({
      twoFactor: { factors: [app], enabled: true },
      request: { call: "list" },
      done: "removed",
      changes: 1,
    });
  });

  it("the last one switches off", () => {
    const one = { ...on, factors: [phone] };
    expect(ready(one, askRemove, submit, { type: "removed" })).toMatchObject({
      twoFactor: { enabled: false, factors: [], backupCodes: null },
      done: "switchedOff",
    });
  });

  it("what the organisation has come to require since is explained, and read anew", () => {
    expect(ready({ ...on, factors: [phone] }, askRemove, submit, refuse("two_factor_required"))).toMatchObject({
      page: { name: "overview" },
      trouble: { code: "two_factor_required" },
      request: { call: "list" },
    });
  });
});

describe("renaming", () => {
  it("sends what is left without blanks and invisible characters", () => {
    expect(ready(on, rename("  Work\u200B phone \n"), submit)).toMatchObject({
      request: { call: "update", factorId: "fac_phone", change: { label: "Work phone" } },
    });
  });

  it.each(["", "   ", "x".repeat(61)])("does not send %j", (text) => {
    const wrong = ready(on, rename(text), submit);
    expect(wrong).toMatchObject({ request: null, page: { wrong: true } });
    expect(from(wrong, { type: "typed", text: "a" })).toMatchObject({ page: { wrong: false } });
  });

  it("keeps the text when it failed, and shows the name when it worked", () => {
    const failed = ready(on, rename("Work"), submit, offline);
    expect(failed).toMatchObject({ page: { text: "Work" }, trouble: { code: "offline" } });
    const saved = from(failed, submit, { type: "updated", factor: { ...phone, label: "Work" } });
    expect(saved).toMatchObject({
      done: "renamed",
      page: { name: "overview" },
      twoFactor: { factors: [app, { label: "Work" }] },
    });
  });
});

it("preferring one takes the rank from the other; a failure can be tried again", () => {
  const failed = ready(on, { type: "prefer", factorId: "fac_phone" }, refuse("busy"));
  expect(failed).toMatchObject({ trouble: { retry: { call: "update", change: { preferred: true } } } });
  const again = from(failed, { type: "retry", now }, { type: "updated", factor: { ...phone, preferred: true } });
  expect(again).toMatchObject({
    done: "preferredNow",
    twoFactor: {
      factors: [
        { id: "fac_app", preferred: false },
        { id: "fac_phone", preferred: true },
      ],
    },
  });
});

describe("new backup codes", () => {
  const data = { backupCodes: ["A", "B"], generatedAt: "2026-11-21T10:00:00Z" };

  it("stay on the screen until they are saved, and count at once", () => {
    const shown = ready(on, open({ name: "regenerate" }), submit, { type: "regenerated", data });
    expect(shown).toMatchObject({ page: { name: "codes", codes: ["A", "B"] }, changes: 1 });
    expect(shown).toMatchObject({ twoFactor: { backupCodes: { remaining: 2, generatedAt: data.generatedAt } } });
    expect(from(shown, { type: "codes-saved" })).toMatchObject({ page: { name: "overview" }, done: "codesMade" });
  });
});

describe("setting up", () => {
  it("the first method switches on, another one is added", () => {
    expect(ready(off, open(addPage(off)), { type: "enrolled", factor: app })).toMatchObject({
      done: "switchedOn",
      twoFactor: { enabled: true, factors: [app] },
      request: { call: "list" },
    });
    expect(ready({ ...on, factors: [app] }, open(addPage(on)), { type: "enrolled", factor: phone })).toMatchObject({
      done: "methodAdded",
    });
  });

  it("offers what the policy allows; under pre-registration the first is the phone on file", () => {
    expect(offerOf(off)).toMatchObject({ factorTypes: ["totp", "sms"], phoneRegistration: "self" });
    const strict = { ...off, policy: { ...off.policy, phoneRegistration: "pre-registered" as const } };
    expect(offerOf(strict)).toMatchObject({ factorTypes: ["sms"], phoneRegistration: "pre-registered" });
    expect(offerOf({ ...strict, enabled: true })).toMatchObject({
      factorTypes: ["totp", "sms"],
      phoneRegistration: "self",
    });
  });
});

it("whoever gives the proof up changes nothing and stays where they were", () => {
  expect(ready(on, askRemove, submit, refuse("insufficient_user_authentication"))).toMatchObject({
    page: { name: "remove" },
    trouble: { code: "insufficient_user_authentication", retry: null },
    twoFactor: on,
  });
});

it("a set-up that had been confirmed before asks for the list, and offers new codes", () => {
  const state = ready(off, { type: "open", page: addPage(off) }, { type: "enrolled-before" });
  expect(from(state, listed(on))).toMatchObject({ page: { name: "regenerate" }, request: null });
});
