import { describe, expect, it } from "vitest";
import { beginGrace, demandOf, must, runningGrace, setRequirement } from "../../shared/account/enforcement.ts";
import { emptyAccount, type Account } from "../../shared/account/account.ts";
import { loginNeeds } from "../../shared/account/accept.ts";
import { disable, removeFactor, reset } from "../../shared/account/remove.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { accountWith, at, day, noRoles, policy, second, start, totp } from "./examples.ts";
import { decideOn, expectRefused, expectWritten, granted } from "./expectations.ts";

const nobody: Account = { ...emptyAccount };
const owner = accountWith([totp("app")], { epoch: 0 });
const finance = { named: ["finance"], isStaff: false };
const silent = { named: null, isStaff: false };
const admin = { named: ["2fa-admin"], isStaff: true };
const on: Policy = { ...policy, enforcement: "on", onSince: start };

describe("who must", () => {
  const ways = { enforcement: ["off", "report", "on"], from: [null, start - day, start + day] } as const;
  const rows = [false, true].flatMap((personally) =>
    ways.enforcement.flatMap((enforcement) =>
      ways.from.flatMap((enforcementFrom) =>
        [[], ["finance"]].flatMap((required) =>
          [["none", noRoles] as const, ["finance", finance] as const, ["no claim", silent] as const].flatMap(
            ([named, roles]) =>
              [0, 14].flatMap((graceDays) =>
                [false, true].map((hasFactor) => ({
                  personally,
                  enforcement,
                  enforcementFrom,
                  required,
                  named,
                  roles,
                  graceDays,
                  hasFactor,
                })),
              ),
          ),
        ),
      ),
    ),
  );

  it.each(rows)(
    "personally $personally, $enforcement from $enforcementFrom, roles $required, token with $named, grace $graceDays, factor $hasFactor",
    ({ personally, enforcement, enforcementFrom, required, named, roles, graceDays, hasFactor }) => {
      const under: Policy = {
        ...policy,
        enforcement,
        enforcementFrom,
        graceDays,
        requiredFor: { roles: required },
        onSince: enforcement === "on" ? start - day : null,
        rolesSince: required.length > 0 ? start - day : null,
      };
      const account: Account = { ...(hasFactor ? owner : nobody), ...(personally && { required: true }) };
      const isOn = enforcement === "on" && enforcementFrom !== start + day;
      const byRole = required.length > 0 && named !== "none";
      const expected = personally || isOn || byRole;
      expect(must(account, under, roles, start)).toBe(expected);
      const demand = demandOf(account, under, roles, start);
      const { decision } = loginNeedsOf(account, demand);
      if (hasFactor) expect(decision).toBe("challenge");
      else expect(decision).toBe(expected && graceDays === 0 ? "enroll" : "allow");
      const since = isOn || byRole ? start - day : start;
      expect(demand.graceUntil).toBe(expected && graceDays > 0 ? since + graceDays * day : null);
      if (hasFactor) expect(disable(account, demand.must, at()).outcome.ok).toBe(!expected);
    },
  );

  function loginNeedsOf(account: Account, demand: ReturnType<typeof demandOf>) {
    const needs = loginNeeds(account, demand);
    if (!needs.ok) throw new Error(needs.refusal.code);
    return needs;
  }

  it("of days of grace that are none has none, even by a clock that was set back", () => {
    const ahead = { ...nobody, required: true, graceSince: start + day } as const;
    expect(demandOf(ahead, policy, noRoles, start)).toStrictEqual({ must: true, graceUntil: null });
  });

  it("changes with a role that comes and goes between two tokens", () => {
    const under = { ...policy, requiredFor: { roles: ["finance"] }, rolesSince: start };
    expect([finance, noRoles, finance].map((roles) => must(owner, under, roles, start))).toEqual([true, false, true]);
  });
});

it("an announced day is in force from its very instant", () => {
  const announced = { ...policy, enforcement: "on", enforcementFrom: start } as const;
  expect(must(emptyAccount, announced, noRoles, start - 1)).toBe(false);
  expect(must(emptyAccount, announced, noRoles, start)).toBe(true);
});

describe("grace", () => {
  const under: Policy = { ...on, graceDays: 14 };

  it("begins with the first login that asks, and the next one moves nothing", () => {
    expectWritten(nobody, (it) => beginGrace(it, under, noRoles, start), {
      changes: { graceSince: start },
      event: { type: "grace.started", data: { until: "2026-12-05T14:00:00.000Z" } },
      outcome: { until: start + 14 * day },
    });
    const begun = { ...nobody, graceSince: start };
    expect(decideOn(begun, (it) => beginGrace(it, under, noRoles, start + day))).toStrictEqual({
      outcome: { ok: true, until: start + 14 * day },
    });
  });

  it("ends for a sleeping account when it ends for all, whoever comes when", () => {
    const late = start + 13 * day;
    expect(demandOf(nobody, under, noRoles, late).graceUntil).toBe(start + 14 * day);
    expect(demandOf(nobody, under, noRoles, start + 14 * day)).toStrictEqual({ must: true, graceUntil: null });
    expectRefused(nobody, (it) => beginGrace(it, under, noRoles, start + 14 * day), { code: "busy" });
    const dated: Policy = { ...under, enforcementFrom: start + 30 * day };
    expect(demandOf(nobody, dated, noRoles, start + 31 * day).graceUntil).toBe(start + 44 * day);
  });

  it("ends a second after its last instant, and a clock that goes back gives no more than its days", () => {
    const begun = { ...nobody, graceSince: start };
    const end = start + 14 * day;
    expect(demandOf(begun, under, noRoles, end - second).graceUntil).toBe(end);
    expect(demandOf(begun, under, noRoles, end).graceUntil).toBeNull();
    expect(demandOf(begun, under, noRoles, start - day).graceUntil).toBe(end);
  });

  it("is none where nobody knows since when everybody must", () => {
    expect(demandOf(nobody, { ...under, onSince: null }, noRoles, start).graceUntil).toBeNull();
  });

  it("is for nobody who acts on other users", () => {
    expect(demandOf(nobody, under, admin, start)).toStrictEqual({ must: true, graceUntil: null });
  });

  it("comes to nobody who had a second factor: neither after a reset nor after switching it off", () => {
    const begun = { ...owner, graceSince: start };
    for (const { account } of [granted(reset(begun, "Lost")), granted(disable(begun, false, at()))])
      expect(demandOf(account, under, noRoles, start + day)).toStrictEqual({ must: true, graceUntil: null });
  });

  it("lets nobody remove the last factor while it runs", () => {
    const begun = { ...owner, graceSince: start };
    const { must: isAsked } = demandOf(begun, under, noRoles, start + day);
    expectRefused(begun, (it) => removeFactor(it, { factorId: "app", by: null }, isAsked, at()), {
      code: "two_factor_required",
    });
  });

  it("does not begin for an account on which a factor was set up meanwhile", () => {
    expectRefused(owner, (it) => beginGrace(it, under, noRoles, start), { code: "busy" });
  });

  it("is shown to admins while it runs and the user has no factor", () => {
    const begun = { ...nobody, graceSince: start };
    expect(runningGrace(begun, under, start + day)).toBe(start + 14 * day);
    expect(runningGrace(begun, under, start + 14 * day)).toBeNull();
    expect(runningGrace({ ...owner, graceSince: start }, under, start + day)).toBeNull();
    expect(runningGrace(nobody, under, start)).toBeNull();
  });
});

describe("a requirement of one user", () => {
  it("is set and taken back with a reason, and a repetition writes nothing", () => {
    expectWritten(owner, (it) => setRequirement(it, true, "Signs payments"), {
      changes: { required: true },
      event: { type: "requirement.changed", data: { required: true, reason: "Signs payments" } },
      outcome: {},
    });
    const account = { ...owner, required: true } as const;
    expect(setRequirement(account, true, "Again")).toStrictEqual({ outcome: { ok: true } });
    expect(granted(setRequirement(account, null, "Moved")).account).toStrictEqual(owner);
  });

  it("stays through a reset", () => {
    expect(granted(reset({ ...owner, required: true }, "Lost")).account.required).toBe(true);
  });
});

it("an admin sees the grace that runs, whichever roles the policy asks for", () => {
  const under: Policy = { ...policy, graceDays: 7, requiredFor: { roles: ["finance"] }, rolesSince: start - 30 * day };
  const waiting = { ...nobody, graceSince: start - day };
  expect(runningGrace(waiting, under, start)).toBe(start + 6 * day);
  expect(runningGrace(waiting, under, start + 6 * day)).toBeNull();
  expect(runningGrace(nobody, under, start)).toBeNull();
  expect(runningGrace({ ...owner, graceSince: start - day }, under, start)).toBeNull();
});
