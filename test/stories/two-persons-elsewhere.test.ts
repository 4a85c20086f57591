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

const waitsFor = async (by: Person, name: string, tenant?: string): Promise<Waiting> => {
  const query = `userId=${name}&issuer=floor${tenant === undefined ? "" : `&tenant=${tenant}`}`;
  return asked(await call(by, "POST", `/v1/admin/user/reset?${query}`, { reason: "Lost" }));
};

test("an operator approves what an admin asked for, and the admin what the operator did", async () => {
  const anna = other.person("anna", { roles: ["2fa-admin"] });
  for (const name of ["bob", "bea"]) await other.person(name).hasTotp();
  const hers = await waitsFor(anna, "bob");
  expect((await approve(anna, "other", hers)).body["code"]).toBe("forbidden");
  const done = await approve(omar, "other", hers);
  expect([done.status, done.body]).toMatchObject([200, { userId: "bob", removed: { factors: 1 } }]);
  const his = await waitsFor(omar, "bea", "other");
  expect((await approve(omar, "other", his)).body["code"]).toBe("forbidden");
  expect((await call(anna, "GET", "/v1/admin/approvals")).body["approvals"]).toMatchObject([{ askedBy: "omar" }]);
  const { id, action, parameters } = his;
  expect((await call(anna, "POST", `/v1/admin/approvals/${id}`, { action, parameters })).status).toBe(200);
});

test("one person is one in every role, name and app: no other token approves the own wish", async () => {
  const cara = other.person("cara", { roles: ["2fa-admin"] });
  await other.person("cleo").hasTotp();
  const wish = await waitsFor(cara, "cleo");
  const tokens = [
    { roles: ["2fa-operator"] },
    { roles: ["2fa-admin", "2fa-operator"], preferred_username: "somebody-else", email: "else@other.example" },
    { roles: ["2fa-admin"], azp: "shop", amr: ["hwk"], jti: "another" },
  ];
  for (const [nth, claims] of tokens.entries()) {
    const again = other.person("cara", claims);
    expect((await again.verify(String(cara.backupCodes[nth]))).status).toBe(200);
    const { id, action, parameters } = wish;
    const body = { action, parameters };
    const own = await again.withAccess("POST", `/v1/admin/approvals/${id}`, { body });
    expect([own.status, own.body["code"]]).toEqual([403, "forbidden"]);
  }
  expect((await call(cara, "GET", "/v1/admin/approvals")).body["approvals"]).toMatchObject([{ id: wish.id }]);
  expect((await approve(omar, "other", wish)).status).toBe(200);
});
