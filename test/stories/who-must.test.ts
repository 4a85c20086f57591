import { describe, expect, it } from "vitest";
import { atOnce } from "../harness/at-once.ts";
import { decodeJwt } from "jose";
import { world } from "../harness/world.ts";
import { itsOwnEnforcement } from "../harness/running-service.ts";

/** Roles, dates, grace and single users, over HTTP. */
const { service, organisationOf } = world({ variables: itsOwnEnforcement });
const dayMillis = 86_400_000;
const login = "/v1/login";
const iso = (at: number): string => new Date(at).toISOString();

describe("grace", () => {
  it("lets a user go on with the password alone, says until when, and then insists", async () => {
    const acme = organisationOf("graced");
    await acme.setPolicy({ enforcement: "on", graceDays: 14 });
    const ada = acme.person("ada");
    const { body } = await ada.withPassword("POST", login);
    expect(body).toMatchObject({ decision: "allow", enrollBy: expect.any(String) });
    expect(body).not.toHaveProperty("accessToken");
    expect(decodeJwt(String(body["assertion"]))["acr"]).toBe("urn:countersign:1fa");
    expect((await ada.withPassword("POST", login)).body["enrollBy"]).toBe(body["enrollBy"]);
    expect((await acme.asAdmin("GET", acme.userPath(ada))).body).toMatchObject({
      required: true,
      requirement: null,
      grace: { until: body["enrollBy"] },
    });
    service.clock.forward(14 * 86_400);
    expect((await ada.withPassword("POST", login)).body["decision"]).toBe("enroll");
  });

  it("is begun once by two logins at once", async () => {
    const acme = organisationOf("raced");
    await acme.setPolicy({ enforcement: "on", graceDays: 7 });
    const ada = acme.person("ada");
    const answers = await atOnce(6, async () => ada.withPassword("POST", login));
    expect(new Set(answers.map(({ body }) => body["decision"]))).toEqual(new Set(["allow"]));
    await service.local.drained();
    const { body } = await acme.asAdmin("GET", acme.userPath(ada, "events"));
    const started = (body["events"] as { type: string }[]).filter(({ type }) => type === "grace.started");
    expect(started).toHaveLength(1);
  });

  it("lets nobody remove what was set up in it", async () => {
    const acme = organisationOf("removed");
    await acme.setPolicy({ enforcement: "on", graceDays: 14 });
    const ada = acme.person("ada");
    await ada.withPassword("POST", login);
    await ada.hasTotp();
    await ada.loginWithTotp();
    expect((await ada.withAccess("GET", "/v1/factors")).body).toMatchObject({ required: true, canDisable: false });
    expect((await ada.withAccess("DELETE", "/v1/factors")).body["code"]).toBe("two_factor_required");
    await acme.asAdmin("POST", acme.userPath(ada, "reset"), { reason: "Lost the phone" });
    expect((await ada.withPassword("POST", login)).body["decision"]).toBe("enroll");
  });

  it("is not for an admin", async () => {
    const acme = organisationOf("staffed");
    await acme.setPolicy({ enforcement: "on", graceDays: 14 });
    const other = acme.person("other-admin", { roles: ["2fa-admin"] });
    expect((await other.withPassword("POST", login)).body["decision"]).toBe("enroll");
  });
});

describe("roles", () => {
  it("bind those who have one and those whose token says nothing of roles, and nobody else", async () => {
    const acme = organisationOf("roles");
    await acme.setPolicy({ requiredFor: { roles: ["finance"] } });
    const decisionFor = async (claims: object) =>
      (await acme.person("ada", claims).withPassword("POST", login)).body["decision"];
    expect(await decisionFor({ roles: ["finance", "reader"] })).toBe("enroll");
    expect(await decisionFor({ roles: undefined })).toBe("enroll");
    expect(await decisionFor({ roles: [] })).toBe("allow");
    expect(await decisionFor({ roles: ["reader"] })).toBe("allow");
  });

  it("are known to the access token too: nobody who has one switches the second factor off", async () => {
    const acme = organisationOf("role-token");
    await acme.setPolicy({ requiredFor: { roles: ["finance"] } });
    const bound = acme.person("bound", { roles: ["finance"] });
    const free = acme.person("free", { roles: ["reader"] });
    for (const person of [bound, free]) {
      await person.hasTotp();
      await person.loginWithTotp();
    }
    expect((await bound.withAccess("DELETE", "/v1/factors")).body["code"]).toBe("two_factor_required");
    expect((await free.withAccess("DELETE", "/v1/factors")).status).toBe(204);
  });
});

describe("the requirement of one user", () => {
  it("binds at the next login, is shown, told in the activity, and taken back", async () => {
    const acme = organisationOf("one-user");
    const ada = acme.person("ada");
    const path = acme.userPath(ada).replace("/user?", "/user/requirement?");
    expect((await acme.asAdmin("PUT", path, { required: false, reason: "No exemptions" })).status).toBe(400);
    const set = await acme.asAdmin("PUT", path, { required: true, reason: "Signs payments" });
    expect(set).toMatchObject({ status: 200, body: { userId: "ada", required: true } });
    expect((await ada.withPassword("POST", login)).body["decision"]).toBe("enroll");
    expect((await acme.asAdmin("GET", acme.userPath(ada))).body).toMatchObject({ required: true, requirement: true });
    const back = await acme.asAdmin("PUT", path, { required: null, reason: "Moved" });
    expect(back.body).toEqual({ userId: "ada", required: null });
    expect((await ada.withPassword("POST", login)).body["decision"]).toBe("allow");
  });
});

describe("the policy", () => {
  const url = "/v1/admin/policy";

  it("takes required for enforcement and the other way round, and refuses a contradiction", async () => {
    const acme = organisationOf("words");
    const put = async (change: object) => {
      const { body } = await acme.asAdmin("GET", url);
      return acme.asAdmin("PUT", url, { ...body, ...change });
    };
    expect((await put({ required: true })).body).toMatchObject({ required: true, enforcement: "on" });
    expect((await put({ enforcement: "report" })).body).toMatchObject({ required: false, enforcement: "report" });
    expect((await put({ required: false })).body).toMatchObject({ enforcement: "report" });
    expect(await put({ required: true, enforcement: "off" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "enforcement" }] },
    });
    expect((await put({ required: true, enforcement: "on" })).body).toMatchObject({ enforcement: "on" });
    expect((await put({ required: false })).body).toMatchObject({ required: false, enforcement: "off" });
  });

  it("written by a client that knows none of it keeps date, grace and roles", async () => {
    const acme = organisationOf("old-client");
    const from = iso(service.clock.now() + 30 * dayMillis);
    const fields = { enforcement: "on", enforcementFrom: from, graceDays: 7, requiredFor: { roles: ["finance"] } };
    await acme.setPolicy(fields);
    // The role is bound at once, whatever the day for everybody.
    const { body: first } = await acme.asAdmin("GET", url);
    expect(first["bindsFrom"]).toBe(first["changedAt"]);
    await acme.setPolicy({ required: true, recoveryHelp: "Ask", issuerName: "Acme" });
    expect((await acme.asAdmin("GET", url)).body).toMatchObject({ ...fields, bindsFrom: first["changedAt"] });
    const { body: bound } = await acme.person("ada", { roles: ["finance"] }).withPassword("POST", login);
    expect(bound).toMatchObject({ decision: "allow", enrollBy: expect.any(String) });
    const { body: free } = await acme.person("bea", { roles: [] }).withPassword("POST", login);
    expect(free).not.toHaveProperty("enrollBy");
  });

  it("lists its versions with who wrote them, and takes one back by a PUT", async () => {
    const acme = organisationOf("versions");
    expect((await acme.asAdmin("GET", `${url}/history`)).body).toEqual({ versions: [] });
    await acme.setPolicy({ issuerName: "First" });
    await acme.setPolicy({ issuerName: "Second", graceDays: 3 });
    const { body } = await acme.asAdmin("GET", `${url}/history`);
    const actor = { role: "admin", ref: expect.stringMatching(/^usr_/), name: "the-admin" };
    expect(body["versions"]).toMatchObject([
      { version: 2, at: expect.any(String), actor, policy: { issuerName: "Second", graceDays: 3 } },
      { version: 1, at: expect.any(String), actor, policy: { issuerName: "First", graceDays: 0 } },
    ]);
    const [, first] = body["versions"] as { policy: object }[];
    await acme.setPolicy({ ...first?.policy });
    expect((await acme.asAdmin("GET", url)).body).toMatchObject({ issuerName: "First", version: 3 });
  });
});
