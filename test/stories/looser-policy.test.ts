import { expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import { world } from "../harness/world.ts";
import { itsOwnEnforcement } from "../harness/running-service.ts";

/** Under the two-person rule one admin makes the policy stricter, and two make it looser in whichever field. */
const { organisation: careful } = world({ issuer: "careful", tenant: "careful", variables: itsOwnEnforcement });
const approvals = "/v1/admin/approvals";
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "ok" : String(body["code"]));
interface Waiting {
  readonly id: string;
  readonly action: string;
  readonly parameters: Record<string, unknown>;
}
const waiting = ({ status, body }: Answer): Waiting => {
  expect([status, body]).toMatchObject([202, { approval: {} }]);
  return body["approval"] as Waiting;
};

const policyPath = "/v1/admin/policy";
const strict = {
  enforcement: "on",
  enforcementFrom: "2026-01-15T00:00:00.000Z",
  graceDays: 3,
  requiredFor: { roles: ["finance", "legal"] },
  factorTypes: ["totp", "sms"],
  passkeys: { allowed: "device-bound", userVerification: "required", downgrade: "refuse" },
  phoneRegistration: "pre-registered",
  smsCountries: ["CH", "DE"],
  trustedDevices: { days: 7 },
  resetApproval: "two",
  recovery: { mode: "delay-and-approval", delayHours: 72 },
  voice: false,
  smsBudgetUsd: 50,
};
const policyNow = async () => (await careful.asAdmin("GET", policyPath)).body;
const put = async (change: object): Promise<Answer> =>
  careful.asAdmin("PUT", policyPath, { ...change, version: (await policyNow())["version"] });
const approvePolicy = async ({ id, action, parameters }: Waiting): Promise<Answer> =>
  careful.asSecondAdmin("POST", `${approvals}/${id}`, { action, parameters });

test("a stricter policy is one person's, with a warning for an organisation of one admin", async () => {
  // Before nobody can begin with an app any more.
  await careful.asSecondAdmin("GET", approvals);
  const loose = { ...strict, resetApproval: "one" };
  expect((await put(loose)).status).toBe(200);
  const { status, body } = await put(strict);
  expect([status, body]).toMatchObject([200, strict]);
  expect((body["warnings"] as readonly { code: string }[]).map(({ code }) => code)).toContain("second_person_needed");
  for (const same of [
    {},
    { issuerName: "Other", recoveryHelp: "Ask us" },
    { smsCountries: ["CH"] },
    { required: true },
    { enforcementFrom: "2026-01-14T00:00:00.000Z", graceDays: 2 },
    { requiredFor: { roles: ["legal", "board", "finance"] } },
    { recovery: { mode: "delay-and-approval", delayHours: 96 } },
    { smsBudgetUsd: 40, voice: false },
  ])
    expect((await put(same)).status, JSON.stringify(same)).toBe(200);
});

test.each([
  { required: false },
  { enforcement: "report" },
  { enforcement: "off" },
  { enforcementFrom: "2026-01-16T00:00:00.000Z" },
  { enforcementFrom: "2031-01-01T00:00:00.000Z" },
  { graceDays: 4 },
  { requiredFor: { roles: ["finance"] } },
  { requiredFor: { roles: [] } },
  { recovery: { mode: "delay", delayHours: 96 } },
  { recovery: { mode: "delay-and-approval", delayHours: 95 } },
  { voice: true },
  { smsBudgetUsd: 51 },
  { smsBudgetUsd: null },
  { phoneRegistration: "self" },
  { smsCountries: ["CH", "AT"] },
  { trustedDevices: { days: 8 } },
  { passkeys: { ...strict.passkeys, allowed: "any" } },
  { passkeys: { ...strict.passkeys, allowed: "off" } },
  { passkeys: { ...strict.passkeys, userVerification: "preferred" } },
  { passkeys: { ...strict.passkeys, downgrade: "allow" } },
  { resetApproval: "one" },
  { required: true, smsCountries: ["CH"], trustedDevices: { days: 30 } },
])("a policy that is looser by %j waits for a second person", async (change) => {
  const before = await policyNow();
  const approval = waiting(await put(change));
  expect(approval).toMatchObject({ action: "policy", parameters: { ...change, version: before["version"] } });
  expect(await policyNow()).toEqual(before);
  expect(codeOf(await careful.asAdmin("DELETE", `${approvals}/${approval.id}`))).toBe("ok");
});

test("a looser policy is put by whoever approves, but not over somebody else's change", async () => {
  const early = waiting(await put({ required: false }));
  expect((await put({ issuerName: "Between" })).status).toBe(200);
  expect(codeOf(await approvePolicy(early))).toBe("version_conflict");
  const approval = waiting(await put({ required: false, factorTypes: ["sms"] }));
  const done = await approvePolicy(approval);
  expect([done.status, done.body]).toMatchObject([200, { required: false, factorTypes: ["sms"] }]);
  expect(codeOf(await careful.asAdmin("PUT", policyPath, { factorTypes: ["sms", "totp"], version: 0 }))).toBe(
    "version_conflict",
  );
});
