import { beforeAll, expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** Acts that wait for a second person once, and acts that wait for nobody. */
const { service, organisation } = world({ issuer: "once", tenant: "once" });
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
