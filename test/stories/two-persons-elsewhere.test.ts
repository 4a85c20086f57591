import { expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** A deployment whose floor asks for two persons, and operators who act in organisations of others. */
const { organisation, organisationOf } = world({
  issuer: "floor",
  tenant: "provider",
  variables: { POLICY_FLOOR: JSON.stringify({ resetApproval: "two" }) },
});
const other = organisationOf("other");
const fresh = async (person: Person): Promise<Person> => {
  if (person.totpFactorId === "") await person.hasTotp();
  await person.loginWithTotp();
  return person;
};
const operator = (name: string, of = organisation): Person => of.person(name, { roles: ["2fa-operator"] });
const [olga, omar, olgaElsewhere] = [operator("olga"), operator("omar"), operator("olga", other)];
const call = async (by: Person, method: string, path: string, body?: object): Promise<Answer> =>
  (await fresh(by)).withAccess(method, path, body && { body });
const approvalsOf = (tenant: string, id = ""): string => `/v1/admin/approvals${id && `/${id}`}?tenant=${tenant}`;
interface Waiting {
  readonly id: string;
  readonly action: string;
  readonly parameters: object;
}
const asked = ({ status, body }: Answer): Waiting => {
  expect([status, body]).toMatchObject([202, { approval: {} }]);
  return body["approval"] as Waiting;
};
const approve = async (by: Person, tenant: string, { id, action, parameters }: Waiting): Promise<Answer> =>
  call(by, "POST", approvalsOf(tenant, id), { action, parameters });

test("in an organisation that nobody has logged in to an act is asked for, listed, and done once another approves it", async () => {
  const path = "/v1/admin/user/phone?userId=nobody-yet&tenant=empty";
  const approval = asked(await call(olga, "PUT", path, { phoneNumber: "+41791234567" }));
  const listed = await call(omar, "GET", approvalsOf("empty"));
  expect(listed.body["approvals"]).toMatchObject([{ id: approval.id, action: "phone", askedBy: "olga" }]);
  expect((await call(olga, "GET", approvalsOf("provider"))).body["approvals"]).toEqual([]);
  const done = await approve(omar, "empty", approval);
  expect([done.status, done.body]).toMatchObject([200, { preRegisteredPhone: "+41 ••• •• •• 67", known: false }]);
});

test("nobody approves the own wish by an account in another organisation", async () => {
  const path = "/v1/admin/user/phone?userId=somebody&tenant=quiet";
  const approval = asked(await call(olga, "PUT", path, { phoneNumber: "+41791234568" }));
  expect((await approve(olgaElsewhere, "quiet", approval)).body["code"]).toBe("forbidden");
  expect((await approve(omar, "quiet", approval)).status).toBe(200);
});

test("to require more of a user waits for nobody, to take it back does", async () => {
  const path = "/v1/admin/user/requirement?userId=ada&tenant=empty";
  const said = await call(olga, "PUT", path, { required: true, reason: "Signs payments" });
  expect([said.status, said.body]).toEqual([200, { userId: "ada", required: true }]);
  const approval = asked(await call(olga, "PUT", path, { required: null, reason: "No more" }));
  expect(approval).toMatchObject({ action: "requirement", parameters: { required: null, reason: "No more" } });
  const seen = async () => (await call(omar, "GET", "/v1/admin/user?userId=ada&tenant=empty")).body["requirement"];
  expect(await seen()).toBe(true);
  const done = await approve(omar, "empty", approval);
  expect([done.status, done.body]).toEqual([200, { userId: "ada", required: null }]);
  expect(await seen()).toBeNull();
});
