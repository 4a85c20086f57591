import { describe, expect, it } from "vitest";
import { allCountries } from "../../shared/account/policy.ts";
import { countriesLike, meaning } from "../../web/elements/admin/policy/meaning.ts";
import { allCountries as known, countryNames } from "../../web/elements/parts/phone-number.ts";
import { draftOf, errorsIn, withType } from "../../web/elements/admin/policy/draft.ts";
import {
  noPolicy,
  type PolicyMessage,
  updatePolicy,
  type PolicyState,
} from "../../web/elements/admin/policy/update.ts";
import type { Policy } from "../../web/elements/api.ts";
import { localeOf } from "../../web/elements/language/language.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { now, policy as example } from "./admin-examples.ts";
import { problem } from "./problem.ts";

await loadLanguage("en", "admin");
const policy: Policy = { ...example, smsCountries: ["DE", "CH"] };

const after = (...messages: readonly PolicyMessage[]): PolicyState =>
  messages.reduce(updatePolicy, updatePolicy(noPolicy, { type: "start" }));
const loaded: PolicyMessage = { type: "loaded", policy };
const edit = (change: Extract<PolicyMessage, { type: "edited" }>["change"]): PolicyMessage => ({
  type: "edited",
  change,
});
const refuse = (code: "version_conflict" | "busy"): PolicyMessage => ({ type: "refused", problem: problem(code), now });
const save = [{ type: "review" }, { type: "save" }] as const;

describe("a change", () => {
  it("is saved only from its review", () => {
    expect(after(loaded, edit({ enforcement: "on" }), { type: "save" })).toMatchObject({ view: "form", request: null });
    expect(after(loaded, edit({ enforcement: "on" }), ...save)).toMatchObject({
      request: { call: "put", change: { enforcement: "on" }, version: 3 },
    });
  });

  it("sends only what is different, so that a field unknown here cannot be weakened", () => {
    const { request } = after(loaded, edit({ issuerName: " Acme AG ", recoveryHelp: "  " }), ...save);
    expect(request).toEqual({ call: "put", change: { issuerName: "Acme AG" }, version: 3 });
  });

  it("keeps a type that is newer than this page, with and without the others", () => {
    const newer = { ...policy, factorTypes: ["totp", "sms", "hologram"] };
    const saved = (factorTypes: readonly string[]) =>
      after({ type: "loaded", policy: newer }, edit({ factorTypes }), ...save).request;
    expect(saved(withType(newer.factorTypes, "sms", false))).toMatchObject({
      change: { factorTypes: ["totp", "hologram"] },
    });
    expect(withType(["hologram"], "sms", true)).toEqual(["hologram", "sms"]);
    const renamed = after({ type: "loaded", policy: newer }, edit({ issuerName: "Acme AG" }), ...save).request;
    expect(renamed).toMatchObject({ change: { issuerName: "Acme AG" } });
    expect(meaning(translatorOf(localeOf(["en"])), newer, "factorTypes")).toContain("hologram");
  });

  it("that only changes an order is none", () => {
    expect(
      after(loaded, edit({ smsCountries: ["CH", "DE"], factorTypes: ["sms", "totp"] }), { type: "review" }),
    ).toMatchObject({
      view: "form",
      checked: true,
    });
  });

  it("that the service would refuse does not get as far as the review", () => {
    const bad = edit({ issuerName: "a:b", phoneRegistration: "pre-registered", factorTypes: ["totp"] });
    const state = after(loaded, bad, { type: "review" });
    expect(state).toMatchObject({ view: "form", checked: true });
    expect(errorsIn({ ...draftOf(policy), issuerName: "a:b", factorTypes: [] })).toEqual(["types", "issuer"]);
    expect(errorsIn({ ...draftOf(policy), phoneRegistration: "pre-registered", factorTypes: ["totp"] })).toEqual([
      "registration",
    ]);
    expect(errorsIn({ ...draftOf(policy), issuerName: "x".repeat(41) })).toEqual(["issuer"]);
  });
});

describe("somebody else's change in between", () => {
  const theirs: Policy = { ...policy, issuerName: "Theirs", recoveryHelp: "Call us", version: 4 };
  const overtaken = after(
    loaded,
    edit({ enforcement: "on", issuerName: "Mine" }),
    ...save,
    refuse("version_conflict"),
    {
      type: "loaded",
      policy: theirs,
    },
  );

  it("keeps what was typed, and takes over the rest", () => {
    expect(overtaken).toMatchObject({
      view: "review",
      before: policy,
      base: theirs,
      draft: { enforcement: "on", issuerName: "Mine", recoveryHelp: "Call us" },
    });
  });

  it("is not undone by saving on top of it", () => {
    expect(updatePolicy(overtaken, { type: "save" }).request).toEqual({
      call: "put",
      change: { enforcement: "on", issuerName: "Mine" },
      version: 4,
    });
  });

  it("that was one's own, with its answer lost, counts as saved", () => {
    const landed: Policy = { ...policy, required: true, enforcement: "on", version: 4 };
    const state = after(loaded, edit({ enforcement: "on" }), ...save, refuse("version_conflict"), {
      type: "loaded",
      policy: landed,
    });
    expect(state).toMatchObject({ view: "form", saved: true, base: landed });
  });
});

it("a service that is busy loses nothing", () => {
  const state = after(loaded, edit({ enforcement: "on" }), ...save, refuse("busy"));
  expect(state).toMatchObject({ view: "review", draft: { enforcement: "on" }, trouble: { code: "busy" } });
  expect(updatePolicy(state, { type: "retry" })).toMatchObject({ request: { call: "put", version: 3 } });
});

describe("the fields of the organisation", () => {
  const sent = (change: Parameters<typeof edit>[0]) => after(loaded, edit(change), ...save).request;

  it("are sent as the service takes them, each whole, and the derived `required` never", () => {
    expect(
      sent({
        enforcement: "report",
        enforcementFrom: "2027-01-15T00:00:00Z",
        graceDays: "14",
        roles: "finance; hr, hr,",
      }),
    ).toEqual({
      call: "put",
      version: 3,
      change: {
        enforcement: "report",
        enforcementFrom: "2027-01-15T00:00:00Z",
        graceDays: 14,
        requiredFor: { roles: ["finance", "hr"] },
      },
    });
    expect(sent({ deviceDays: "30", resetApproval: "two", recoveryMode: "delay" })).toMatchObject({
      change: {
        trustedDevices: { days: 30 },
        resetApproval: "two",
        recovery: { mode: "delay", delayHours: 72 },
      },
    });
  });

  it.each([
    [{ graceDays: "91" }, "grace"],
    [{ graceDays: "" }, "grace"],
    [{ deviceDays: "1.5" }, "devices"],
    [{ delayHours: "23" }, "delay"],
    [{ roles: "x".repeat(101) }, "roles"],
  ] as const)("%j stays in the form", (change, error) => {
    expect(errorsIn({ ...draftOf(policy), ...change })).toEqual([error]);
    expect(after(loaded, edit(change), ...save)).toMatchObject({ view: "form", request: null });
  });

  it("the same instant written otherwise is no change", () => {
    const dated = { ...policy, enforcementFrom: "2027-01-15T00:00:00.000Z" };
    const state = after({ type: "loaded", policy: dated }, edit({ enforcementFrom: "2027-01-15T00:00:00Z" }), ...save);
    expect(state.request).toBeNull();
  });

  it("a change that needs a second person is told as waiting, never as saved", () => {
    const approval = { id: "apr_1", action: "policy", parameters: {}, expiresAt: "2027-01-02T00:00:00Z" };
    const waiting = { code: "approval_needed", detail: "", status: 202, approval } as const;
    const asks = { type: "refused", problem: waiting, now } as const;
    const state = after(loaded, edit({ resetApproval: "one", graceDays: "9" }), ...save, asks);
    expect(state).toMatchObject({ view: "form", waits: approval.expiresAt, saved: false, base: policy });
    expect(state).toMatchObject({ draft: { graceDays: "0" } });
    expect(updatePolicy(state, edit({ graceDays: "1" }))).toMatchObject({ waits: null });
  });

  it("an earlier version is restored by the same review, on top of the newest version", () => {
    const old = { ...policy, issuerName: "Older", graceDays: 5 };
    const state = after(loaded, { type: "restored", policy: old });
    expect(state).toMatchObject({ view: "review", draft: { issuerName: "Older", graceDays: "5" } });
    expect(updatePolicy(state, { type: "save" }).request).toEqual({
      call: "put",
      change: { issuerName: "Older", graceDays: 5 },
      version: 3,
    });
  });

  it("all devices end after a second look only", () => {
    expect(after(loaded, { type: "devices-confirmed" }).request).toBeNull();
    const opened = after(loaded, { type: "devices", open: true });
    const sentOff = updatePolicy(opened, { type: "devices-confirmed" });
    expect(sentOff.request).toEqual({ call: "end-devices" });
    expect(updatePolicy(sentOff, { type: "devices-ended" })).toMatchObject({ devices: "ended", request: null });
  });
});

describe("countries", () => {
  it("are those of the service", () => {
    expect(known).toEqual(allCountries);
  });

  it("are found by a part of their name without accents, or by their code", () => {
    const names = countryNames({ tag: "de" });
    expect(countriesLike(names, "osterr").map(({ code }) => code)).toEqual(["AT"]);
    expect(countriesLike(names, "ch").map(({ code }) => code)).toContain("CH");
  });
});

describe("in plain words", () => {
  const translator = translatorOf({ language: "en", tag: "en" });

  it("many countries are counted, all are called all", () => {
    const say = (smsCountries: readonly string[]) =>
      meaning(translator, { ...policy, smsCountries: [...smsCountries] }, "smsCountries");
    expect(say(["CH", "DE"])).toContain("Germany, Switzerland");
    expect(say(allCountries.slice(0, 20))).toContain("20 countries");
    expect(say(allCountries)).toContain("All countries");
    expect(say([])).toBe("No phone can be set up.");
  });
});
