import { beforeAll, expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** Acts that wait for a second person once, and acts that wait for nobody. */
const { service, organisation, organisationOf } = world({ issuer: "once", tenant: "once" });
const approvals = "/v1/admin/approvals";
const first = organisation.asAdmin.bind(organisation);
const second = organisation.asSecondAdmin.bind(organisation);
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "ok" : String(body["code"]));
const waiting = ({ status, body }: Answer): { readonly id: string } => {
  expect([status, body]).toMatchObject([202, { approval: {} }]);
  return body["approval"] as { readonly id: string };
};
const resetOf = async (person: Person, by = first): Promise<Answer> =>
  by("POST", organisation.userPath(person, "reset"), { reason: "Lost" });
const listed = async (): Promise<readonly { readonly id: string }[]> =>
  (await first("GET", approvals)).body["approvals"];

beforeAll(async () => organisation.setPolicy({ resetApproval: "two" }));

test("asked again in the same words it is the same request; other words, another admin or another state are not", async () => {
  const joan = organisation.person("joan");
  await joan.hasTotp();
  const asked = waiting(await resetOf(joan));
  service.clock.forward(60);
  expect(waiting(await resetOf(joan))).toEqual(asked);
  expect(waiting(await resetOf(joan))).toEqual(asked);
  const path = organisation.userPath(joan, "reset");
  const others = [
    await first("POST", path, { reason: "Stolen" }),
    await first("POST", organisation.userPath(joan, "bypass-code"), { reason: "Lost" }),
    await resetOf(joan, second),
  ];
  await joan.loginWithTotp();
  await joan.hasSms("+41791234566");
  others.push(await resetOf(joan));
  const ids = [asked, ...others.map(waiting)].map(({ id }) => id);
  expect(new Set(ids).size).toBe(5);
  expect((await listed()).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
});

test("of an unknown user nothing waits and nothing is written, but for a number to register", async () => {
  const nobody = organisation.person("never-seen");
  const by = async (what: "reset" | "reopen" | "bypass-code", body: object) =>
    first("POST", organisation.userPath(nobody, what), body);
  const before = await listed();
  expect(await by("reset", { reason: "Lost" })).toMatchObject({
    status: 200,
    body: { userId: "never-seen", known: false, removed: { factors: 0, backupCodes: 0 } },
  });
  expect(await by("reopen", { method: "totp", reason: "Asked" })).toMatchObject({ status: 204 });
  expect(codeOf(await by("bypass-code", { reason: "Asked" }))).toBe("not_enrolled");
  expect(await first("DELETE", organisation.userPath(nobody, "phone"))).toMatchObject({ status: 204 });
  const asPolicySays = { required: null, reason: "Asked" };
  expect(await first("PUT", organisation.userPath(nobody, "requirement"), asPolicySays)).toMatchObject({ status: 200 });
  expect(await listed()).toEqual(before);
  expect((await first("GET", organisation.userPath(nobody))).body["known"]).toBe(false);
  waiting(await first("PUT", organisation.userPath(nobody, "phone"), { phoneNumber: "+41791234567" }));
});

test("ten acts of one admin wait about one user and a hundred in all, and nobody else is in their way", async () => {
  const full = organisationOf("full");
  await full.setPolicy({ resetApproval: "two" });
  const joan = full.person("joan");
  await joan.hasTotp();
  const reset = async (by: Person, nth: number) =>
    by.withAccess("POST", full.userPath(joan, "reset"), { body: { reason: `Lost ${String(nth)}` } });
  const register = async (by: Person, nth: number) => {
    const phones = [{ userId: `user-${String(nth)}`, phoneNumber: "+41791234567" }];
    return by.withAccess("PUT", "/v1/admin/phones", { body: { phones } });
  };
  const admin = await full.admin();
  await full.asSecondAdmin("GET", approvals);
  await admin.loginWithTotp();
  const asked = [];
  for (let nth = 0; nth < 10; nth += 1) asked.push(waiting(await reset(admin, nth)));
  const eleventh = await reset(admin, 10);
  const day = 86_400;
  expect(eleventh.body).toMatchObject({ status: 429, code: "too_many_attempts", retryAfter: day });
  expect(eleventh.body["detail"]).toContain("at most 10 about one user, 100 in all");
  expect(waiting(await reset(admin, 9))).toEqual(asked[9]);

  for (let nth = 10; nth < 100; nth += 1) waiting(await register(admin, nth));
  expect(codeOf(await register(admin, 100))).toBe("too_many_attempts");
  waiting(await full.asSecondAdmin("POST", full.userPath(joan, "reset"), { reason: "Lost" }));
  expect((await full.asAdmin("DELETE", `${approvals}/${String(asked[0]?.id)}`)).status).toBe(204);
  waiting(await reset(admin, 10));
  expect(codeOf(await register(admin, 100))).toBe("too_many_attempts");
  service.clock.forward(day);
  await admin.loginWithTotp();
  waiting(await register(admin, 100));
});
