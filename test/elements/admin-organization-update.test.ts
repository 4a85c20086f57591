import { describe, expect, it } from "vitest";
import {
  type Approval,
  type ApprovalsMessage,
  details,
  noApprovals,
  updateApprovals,
} from "../../web/elements/admin/organization/approvals.ts";
import { noVersions, organizationRow, updateVersions } from "../../web/elements/admin/organization/history.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { problem } from "./problem.ts";

await loadLanguage("en");
await loadLanguage("en", "admin");

const now = 1_700_000_000_000;
const translator = translatorOf({ language: "en", tag: "en" });
const approval: Approval = {
  id: "apr_1",
  action: "reset",
  parameters: { userId: "ann", reason: "lost phone" },
  askedBy: "kim",
  reason: "lost phone",
  expiresAt: "2027-01-02T00:00:00Z",
};
const other = { ...approval, id: "apr_2" };
const listed: ApprovalsMessage = { type: "listed", approvals: [approval, other] };
const after = (...messages: readonly ApprovalsMessage[]) =>
  [{ type: "opened" } as const, listed, ...messages].reduce(updateApprovals, noApprovals);
const refuse = (code: Parameters<typeof problem>[0]): ApprovalsMessage => ({
  type: "refused",
  problem: problem(code),
  now,
});

describe("what waits for a second admin", () => {
  it("is approved with the very action and parameters that were shown", () => {
    expect(after({ type: "approve", approval }).request).toEqual({ call: "approve", approval });
  });

  it("cannot be approved and dropped at once", () => {
    const state = after({ type: "approve", approval });
    expect(updateApprovals(state, { type: "drop", approval: other })).toBe(state);
  });

  it("is listed anew after each act, with what came of it", () => {
    const code = { code: "ZK7M-2QXA-9RTB", expiresAt: approval.expiresAt };
    const state = after({ type: "approve", approval }, { type: "done", done: { kind: "approved", approval, code } });
    expect(state).toMatchObject({ request: { call: "list" }, done: { code } });
    expect(updateApprovals(state, listed)).toMatchObject({ done: { code } });
    expect(updateApprovals(updateApprovals(state, listed), { type: "opened" })).toMatchObject({ done: null });
  });

  it("goes from the list when it is no longer open; another refusal leaves it", () => {
    expect(after({ type: "approve", approval }, refuse("approval_not_found"))).toMatchObject({
      approvals: [other],
      trouble: { retry: null },
    });
    const forbidden = after({ type: "approve", approval }, refuse("forbidden"));
    expect(forbidden.approvals).toHaveLength(2);
    expect(updateApprovals(forbidden, { type: "retry" }).request).toEqual({ call: "approve", approval });
  });

  it("is shown whole: nothing is approved unseen", () => {
    const lines = (action: string, parameters: Readonly<Record<string, unknown>>) =>
      details(translator, { ...approval, action, parameters }, null);
    expect(lines("phone", { userId: "ann", phoneNumber: null })).toEqual(["The registered phone is removed."]);
    expect(lines("bypass_code", { userId: "ann", reason: "x", hours: 8 })).toEqual(["Hours until it ends: 8"]);
    expect(lines("requirement", { userId: "ann", required: null })).toEqual(["As the policy says"]);
    expect(lines("phones", { phones: [{ userId: "ann", phoneNumber: "+41" }] })).toEqual(["1 phone", "ann · +41"]);
    expect(lines("policy", { graceDays: 5, version: 3 })).toEqual(["graceDays: 5"]);
    expect(lines("newer", { field: { a: 1 } })).toEqual(['field: {"a":1}']);
  });
});

describe("the history", () => {
  it("names the admin who acted, the user and the reason", () => {
    const event = {
      id: "1",
      type: "account.reset",
      at: "2027-01-01T00:00:00Z",
      actor: { role: "admin", ref: "usr_9", name: "kim" },
      user: { ref: "usr_1", userId: "ann" },
      data: { reason: "lost phone" },
    };
    expect(organizationRow(translator, event)).toEqual({
      text: "Second step reset · by an administrator",
      beside: "kim",
      below: "ann · Reason: lost phone",
    });
    const policy = { ...event, type: "policy.updated", user: null, data: {} };
    expect(organizationRow(translator, policy).below).toBeNull();
    const unnamed = { ...event, user: { ref: "usr_1", userId: null }, data: {} };
    expect(organizationRow(translator, unnamed).below).toBe("usr_1");
  });

  it("keeps the versions that are there when they cannot be read again", () => {
    const read = updateVersions(updateVersions(noVersions, { type: "opened" }), { type: "answered", versions: [] });
    const failed = updateVersions(updateVersions(read, { type: "opened" }), refuseVersions);
    expect(failed).toMatchObject({ versions: [], trouble: { code: "busy" } });
    expect(updateVersions(failed, { type: "retry" }).request).toEqual({ call: "versions" });
  });
});
const refuseVersions = { type: "refused", problem: problem("busy"), now } as const;
