import { describe, expect, it } from "vitest";
import type { Factor, TwoFactor } from "../../web/elements/api.ts";
import { updateSettings } from "../../web/elements/settings/update.ts";
import { replacePage, unfinishedIn } from "../../web/elements/settings/replacement.ts";
import type { SettingsMessage, SettingsState } from "../../web/elements/settings/state.ts";
import { problem } from "./problem.ts";

const now = 1_700_000_000_000;
const old: Factor = {
  id: "fac_old",
  type: "sms",
  label: "Work phone",
  status: "active",
  preferred: true,
  createdAt: "2026-11-03T10:00:00Z",
  phoneNumber: "+41 ••• 12",
};
const fresh: Factor = { ...old, id: "fac_new", label: "Phone", preferred: false, phoneNumber: "+41 ••• 34" };
const on: TwoFactor = {
  enabled: true,
  required: true,
  canDisable: false,
  factors: [old],
  backupCodes: { remaining: 10, generatedAt: "2026-11-03T10:00:00Z" },
  preRegisteredPhone: null,
  policy: { factorTypes: ["totp", "sms"], phoneRegistration: "self", trustedDevices: { days: 0 } },
};
const adopted: Factor = { ...fresh, label: "Work phone", preferred: true };

const from = (state: SettingsState, ...messages: readonly SettingsMessage[]): SettingsState =>
  messages.reduce(updateSettings, state);
const loaded = (data: TwoFactor, unfinished: Extract<SettingsMessage, { type: "listed" }>["unfinished"] = null) =>
  from({ view: "waiting", request: null }, { type: "start" }, { type: "listed", data, unfinished });
const submit: SettingsMessage = { type: "submitted", now };
const begun = from(loaded(on), { type: "open", page: replacePage(on, old) }, submit);
const half = from(begun, { type: "enrolled", factor: fresh });
const offline: SettingsMessage = { type: "refused", problem: { code: "offline" }, now };

describe("a change of phone", () => {
  it("sets the new one up first, and only one of the same kind", () => {
    expect(begun).toMatchObject({
      page: { name: "replace", begun: true, offer: { factorTypes: ["sms"] } },
      request: null,
    });
  });

  it("left before the new one works changes nothing, and says so", () => {
    expect(from(begun, { type: "close" })).toMatchObject({ done: "notReplaced", twoFactor: { factors: [old] } });
  });

  it("gives the new one the name and the rank of the old one, then removes the old one", () => {
    expect(half).toMatchObject({
      page: { name: "hand-over" },
      request: { call: "update", factorId: "fac_new", change: { label: "Work phone", preferred: true } },
    });
    const last = from(half, { type: "updated", factor: adopted });
    expect(last).toMatchObject({ request: { call: "remove", factorId: "fac_old" } });
    expect(from(last, { type: "removed" })).toMatchObject({
      done: "replaced",
      page: { name: "overview" },
      twoFactor: { enabled: true, factors: [adopted] },
    });
  });

  it("hands over once, whatever the service makes of the name", () => {
    const last = from(half, { type: "updated", factor: { ...adopted, label: "Work" } });
    expect(last).toMatchObject({ request: { call: "remove", factorId: "fac_old" } });
  });

  it("has no name to hand over where nobody gave one", () => {
    const plain = { ...old, label: "Phone", preferred: false };
    const state = from(loaded(on), { type: "open", page: replacePage(on, plain) }, submit, {
      type: "enrolled",
      factor: fresh,
    });
    expect(state).toMatchObject({ request: { call: "remove", factorId: "fac_old" } });
  });
});

describe("a failure in the middle", () => {
  it("of the hand-over goes on from there", () => {
    const stuck = from(half, offline);
    expect(stuck).toMatchObject({
      page: { name: "hand-over", adopted: false },
      trouble: { code: "offline" },
      request: null,
    });
    expect(from(stuck, submit)).toMatchObject({ request: { call: "update" } });
  });

  it("of the removal does not hand over again", () => {
    const stuck = from(half, { type: "updated", factor: adopted }, offline);
    expect(stuck).toMatchObject({ page: { name: "hand-over", adopted: true }, request: null });
    expect(from(stuck, submit)).toMatchObject({ request: { call: "remove", factorId: "fac_old" } });
  });

  it("can be left: both go on working", () => {
    const left = from(half, offline, { type: "close" });
    expect(left).toMatchObject({
      page: { name: "overview" },
      done: null,
      twoFactor: { factors: [{ id: "fac_old" }, { id: "fac_new" }] },
    });
  });

  it("of the new method leads back to the overview", () => {
    const refused: SettingsMessage = { type: "refused", problem: problem("factor_not_found"), now };
    expect(from(half, refused)).toMatchObject({ page: { name: "overview" }, request: { call: "list" } });
  });

  it("by a reload is found again, without doing anything by itself", () => {
    const both = { ...on, factors: [old, fresh] };
    const unfinished = half.view === "ready" ? unfinishedIn(half) : null;
    expect(unfinished).toEqual({ oldId: "fac_old", freshId: "fac_new" });
    const found = loaded(both, unfinished);
    expect(found).toMatchObject({ page: { name: "hand-over", old, fresh }, request: null });
    expect(from(found, submit)).toMatchObject({ request: { call: "update" } });
  });

  it("is not found where it is over, or somebody else's", () => {
    const unfinished = { oldId: "fac_old", freshId: "fac_new" };
    expect(loaded({ ...on, factors: [fresh] }, unfinished)).toMatchObject({ page: { name: "overview" } });
    expect(loaded(on, { oldId: "fac_x", freshId: "fac_y" })).toMatchObject({ page: { name: "overview" } });
  });
});
