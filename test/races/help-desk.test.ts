import { beforeAll, expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import { world } from "../harness/world.ts";

/** Calls of the help desk at once: each code and each approval counts once. */
const { organisation, organisationOf } = world({ issuer: "desk", tenant: "desk" });
const two = organisationOf("two-persons");
beforeAll(async () => two.setPolicy({ resetApproval: "two" }));
const codesOf = (answers: readonly Answer[]): readonly string[] =>
  answers.map(({ status, body }) => (status < 300 ? "ok" : String(body["code"]))).toSorted();

test("of one bypass code typed ten times at once, one login comes", async () => {
  const ada = organisation.person("ada");
  await ada.hasTotp();
  const { body } = await organisation.asAdmin("POST", organisation.userPath(ada, "bypass-code"), { reason: "Lost" });
  const code = String(body["code"]);
  const answers = await Promise.all(Array.from({ length: 10 }, async () => ada.verify(code)));
  expect(codesOf(answers)).toEqual([...Array.from({ length: 9 }, () => "code_already_used"), "ok"].toSorted());
});

test("a bypass code against a reset: no login comes after the reset", async () => {
  const ben = organisation.person("ben");
  await ben.hasTotp();
  const made = await organisation.asAdmin("POST", organisation.userPath(ben, "bypass-code"), { reason: "Lost" });
  const code = String(made.body["code"]);
  const [login, reset] = await Promise.all([
    ben.verify(code),
    organisation.asAdmin("POST", organisation.userPath(ben, "reset"), { reason: "Stolen" }),
  ]);
  expect(reset.body["removed"]).toEqual({ factors: 1, backupCodes: 10 });
  expect(["ok", "not_enrolled"]).toContain(codesOf([login])[0]);
  expect(codesOf([await ben.verify(code)])).toEqual(["not_enrolled"]);
});

test("of two approvals of one act at once, one carries it out", async () => {
  const cleo = two.person("cleo");
  await cleo.hasTotp();
  const asked = await two.asAdmin("POST", two.userPath(cleo, "bypass-code"), { reason: "Lost" });
  const { id, action, parameters } = asked.body["approval"] as { id: string; action: string; parameters: object };
  await two.asSecondAdmin("GET", "/v1/admin/approvals");
  const third = two.person("the-third-admin", { roles: ["2fa-admin"] });
  await third.hasTotp();
  await third.loginWithTotp();
  const answers = await Promise.all([
    two.asSecondAdmin("POST", `/v1/admin/approvals/${id}`, { action, parameters }),
    third.withAccess("POST", `/v1/admin/approvals/${id}`, { body: { action, parameters } }),
  ]);
  expect(codesOf(answers)).toEqual(["approval_not_found", "ok"]);
});
