import { describe, expect, it } from "vitest";
import { requirements } from "../../shared/contract/requirements.ts";
import {
  monthBeside,
  noSms,
  type SmsMessage,
  type SmsState,
  updateSms,
} from "../../web/elements/admin/organization/sms-update.ts";
import { smsEffects } from "../../web/elements/admin/organization/sms-view.ts";
import { noPosture, type Posture, updatePosture } from "../../web/elements/admin/organization/posture.ts";
import { changeOf, type Draft, draftOf, errorsIn, type PolicyFields } from "../../web/elements/admin/policy/draft.ts";
import { meaning } from "../../web/elements/admin/policy/meaning.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { overview } from "../../web/elements/texts/en/overview.ts";
import { problem } from "./problem.ts";

await loadLanguage("en", "admin");
const english = translatorOf({ language: "en", tag: "en" });
const now = 1_700_000_000_000;
const shown = {
  month: "2026-11",
  currency: "USD",
  spent: 1.23456,
  budget: 50,
  byCountry: [{ country: "CH", messages: 20, usd: 1.23456 }],
  breakers: [{ range: "rHr5", kind: "range", country: "GB", state: "stopped", until: "2026-11-28T12:00:00Z" }],
} as const;
const after = (...messages: readonly SmsMessage[]): SmsState => messages.reduce(updateSms, noSms);
const answered: SmsMessage = {
  type: "answered",
  shown: { ...shown, byCountry: [...shown.byCountry], breakers: [...shown.breakers] },
};

describe("the page of SMS", () => {
  it("reads this month, and the months beside the one that is shown", () => {
    expect(after({ type: "opened" })).toMatchObject({ request: { call: "get", month: null } });
    const earlier = after({ type: "opened" }, answered, { type: "month", by: -1 });
    expect(earlier).toMatchObject({ request: { month: "2026-10" }, shown: { month: "2026-11" } });
    expect([monthBeside("2026-12", 1), monthBeside("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
  });

  it("lets a stopped range go only at the second press, and reads anew", () => {
    const looked = after({ type: "opened" }, answered);
    expect(updateSms(looked, { type: "lift" })).toBe(looked);
    const asked = updateSms(looked, { type: "lifting", range: "rHr5" });
    expect(asked.request).toBeNull();
    const lifted = [{ type: "lift" } as const, { type: "lifted" } as const].reduce(updateSms, asked);
    expect(updateSms(asked, { type: "lift" })).toMatchObject({ request: { call: "lift", range: "rHr5" } });
    expect(lifted).toMatchObject({ lifted: true, lifting: null, request: { call: "get" } });
    expect(smsEffects(english, asked, lifted).say).toBe(overview.resumed);
  });

  it("does not offer to try again what only operators may do", () => {
    const refused = after(
      { type: "opened" },
      answered,
      { type: "lifting", range: "rHr5" },
      { type: "lift" },
      {
        type: "refused",
        problem: problem("forbidden"),
        now,
      },
    );
    expect(refused).toMatchObject({ request: null, trouble: { code: "forbidden", retry: null } });
    const old = updateSms(
      { ...refused, request: { call: "lift", range: "rHr5" } },
      { type: "refused", problem: problem("unauthenticated"), now },
    );
    expect(updateSms(old, { type: "retry" })).toMatchObject({ request: { call: "lift" } });
  });

  it("forgets everything for another organization", () => {
    expect(updateSms(after({ type: "opened" }, answered), { type: "closed" })).toBe(noSms);
  });
});

describe("the page of the posture", () => {
  const posture: Posture = {
    asOf: "2026-11-28T12:00:00Z",
    tenant: {
      enforcement: "off",
      phishingResistantOffered: false,
      sms: "off",
      trustedDevicesDays: 0,
      recovery: "off",
      resetApproval: "one",
    },
    requirements: [],
  };

  it("keeps what it shows until the new answer is there", () => {
    const first = updatePosture(updatePosture(noPosture, { type: "opened" }), { type: "answered", posture });
    expect(updatePosture(first, { type: "opened" })).toMatchObject({ posture, request: { call: "posture" } });
  });

  it("has words of its own for every requirement of the service, and a way out for each that a setting or the policy leaves unmet", () => {
    const words: Readonly<Record<string, string>> = overview;
    const numbers = ["NIST-63B-4-3.1.3.2", "NIST-63B-4-3.2.2"];
    const facts = {
      limits: { disableAfterGuesses: 1000, smsCodeSeconds: 1000 },
      noticesOn: false,
      enforcement: "off",
      phishingResistantOffered: false,
      withoutPasskeys: "",
      factorTypes: ["sms"],
      recovery: "off",
    };
    for (const { id, isMet } of requirements) {
      expect(words[id], id).toBeDefined();
      if (!isMet(facts) && !numbers.includes(id)) expect(words[`fix ${id}`], id).toBeDefined();
    }
  });
});

describe("calls and the budget on the policy page", () => {
  const policy: PolicyFields = {
    enforcement: "off",
    requiredFor: { roles: [] },
    enforcementFrom: null,
    graceDays: 0,
    factorTypes: ["sms"],
    passkeys: { allowed: "any", userVerification: "preferred", downgrade: "allow" },
    phoneRegistration: "self",
    smsCountries: ["CH"],
    issuerName: "Acme",
    recoveryHelp: null,
    voice: false,
    smsBudgetUsd: null,
    trustedDevices: { days: 0 },
    resetApproval: "one",
    recovery: { mode: "off", delayHours: 72 },
  };
  const typed = (change: Partial<Draft>): Draft => ({ ...draftOf(policy), ...change });

  it("are sent only if they were changed", () => {
    expect(changeOf(policy, typed({}))).toEqual({});
    expect(changeOf(policy, typed({ voice: true, budget: " 49,5 " }))).toEqual({ voice: true, smsBudgetUsd: 49.5 });
    expect(changeOf({ ...policy, smsBudgetUsd: 50 }, typed({}))).toEqual({ smsBudgetUsd: null });
  });

  it.each(["0", "0.99", "1000001", "12 000", "-5", "ten", "1.234"])("a budget of %s is refused at once", (budget) => {
    expect(errorsIn(typed({ budget }))).toEqual(["budget"]);
  });

  it("are reviewed in plain words", () => {
    expect(meaning(english, { ...policy, voice: true }, "voice")).toBe("A sign-in’s code may be read out in a call.");
    expect(meaning(english, { ...policy, smsBudgetUsd: 1200.5 }, "smsBudgetUsd")).toMatch(/cost 1,200\.5 US dollars/);
    expect(meaning(english, policy, "smsBudgetUsd")).toBe("Nothing limits what text messages may cost in a month.");
  });
});
