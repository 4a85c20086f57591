import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import type { Organisation } from "../harness/organisation.ts";
import { deviceLabel, deviceTokenOf, loginWith, remember } from "../harness/remembered.ts";
import { world } from "../harness/world.ts";

const { service, organisationOf: bare } = world();
const organisations = new Map<string, Organisation>();
/** One whose users may have devices remembered for 30 days. */
async function organisationOf(tenant: string, days = 30): Promise<Organisation> {
  const known = organisations.get(tenant);
  if (known) return known;
  const organisation = bare(tenant);
  organisations.set(tenant, organisation);
  if (days > 0) await organisation.setPolicy({ trustedDevices: { days } });
  return organisation;
}

const dayMillis = 86_400_000;

test("a login at a remembered device needs no code, and brings an assertion that says so", async () => {
  const acme = await organisationOf("acme");
  const ada = acme.person("ada");
  await ada.hasTotp();
  const verified = await remember(ada);
  expect(verified.body["device"]).toEqual({
    token: expect.stringMatching(/^dvc_[\w-]{36}$/) as string,
    expiresAt: new Date(Math.floor(service.clock.now() / 1000) * 1000 + 30 * dayMillis).toISOString(),
  });
  const { token, expiresAt } = verified.body["device"];
  // The prompt can offer it, and the settings list what there is.
  expect((await loginWith(ada)).body["trustedDevices"]).toEqual({ days: 30 });
  expect((await ada.withPassword("GET", "/v1/factors")).body["policy"]).toMatchObject({ trustedDevices: { days: 30 } });
  service.clock.forward(3600);
  const { status, body } = await loginWith(ada, token);
  expect({ status, ...body }).toEqual({
    status: 200,
    decision: "allow",
    assertion: expect.any(String) as string,
    expiresAt: expect.any(String) as string,
    remembered: { index: 0, token: expect.stringMatching(/^dvc_[\w-]{36}$/) as string, expiresAt },
    failedSinceLastLogin: 0,
    recovery: null,
  });
  expect(body["remembered"].token).not.toBe(token);
  const claims = decodeJwt(body["assertion"]);
  expect(claims).toMatchObject({ acr: "urn:countersign:remembered", amr: ["pwd"], aud: "shop", sub: "ada" });
  for (const claim of ["factor", "factorId", "phr", "uv"]) expect(claims).not.toHaveProperty(claim);
  await ada.loginWithTotp();
  await service.local.drained();
  const types = (await ada.activity()).body["events"].map(({ type }: { type: string }) => type);
  // Events of one write have one time.
  expect(types.slice(1, 4).toSorted()).toEqual(["device.trusted", "login.remembered", "login.succeeded"]);
});

test("its assertion changes nothing: the token of the login is still asked for a code", async () => {
  const acme = await organisationOf("acme");
  const ben = acme.person("ben");
  await ben.hasTotp();
  const { body } = await loginWith(ben, await deviceTokenOf(ben));
  expect((await service.call("GET", "/v1/devices", { token: body["assertion"] })).body["code"]).toBe("unauthenticated");
  expect((await ben.withPassword("GET", "/v1/devices")).body["code"]).toBe("insufficient_user_authentication");
});

test("wrong codes in between are told, and still there for the next right one", async () => {
  const acme = await organisationOf("acme");
  const eve = acme.person("eve");
  await eve.hasTotp();
  const token = await deviceTokenOf(eve);
  for (let nth = 0; nth < 3; nth += 1) await eve.verify(eve.wrongTotpCode(nth));
  expect((await loginWith(eve, token)).body["failedSinceLastLogin"]).toBe(3);
  expect((await eve.loginWithTotp()).body["failedSinceLastLogin"]).toBe(3);
});

describe("no device is made", () => {
  test("where the policy is off", async () => {
    const off = await organisationOf("off", 0);
    const person = off.person("one");
    await person.hasTotp();
    expect((await remember(person)).body).not.toHaveProperty("device");
  });

  test("by a backup code", async () => {
    const acme = await organisationOf("acme");
    const person = acme.person("backup");
    await person.hasTotp();
    const { status, body } = await remember(person, String(person.backupCodes[0]));
    expect([status, body["device"]]).toEqual([200, undefined]);
  });

  test("of an admin or operator, whose device is not looked at either", async () => {
    const acme = await organisationOf("acme");
    const before = acme.person("promoted");
    await before.hasTotp();
    const token = await deviceTokenOf(before);
    for (const role of ["2fa-admin", "2fa-operator"]) {
      const now = acme.person("promoted", { roles: [role] });
      expect((await loginWith(now, token)).body["decision"]).toBe("challenge");
      const { body } = await loginWith(now, token);
      expect(body).not.toHaveProperty("forget");
      expect(body).not.toHaveProperty("trustedDevices");
    }
    const admin = acme.person("admin", { roles: ["2fa-admin"] });
    await admin.hasTotp();
    expect((await remember(admin)).body).not.toHaveProperty("device");
  });
});

describe("the user", () => {
  test("sees the devices and ends one, or all", async () => {
    const acme = await organisationOf("acme");
    const person = acme.person("lists");
    await person.hasTotp();
    const tokens = [await deviceTokenOf(person), await deviceTokenOf(person), await deviceTokenOf(person)];
    const { body } = await person.withAccess("GET", "/v1/devices");
    expect(body["devices"]).toHaveLength(3);
    expect(body["devices"][0]).toEqual({
      id: expect.stringMatching(/^dev_[\w-]{11}$/) as string,
      label: deviceLabel,
      createdAt: expect.any(String) as string,
      lastUsedAt: expect.any(String) as string,
      expiresAt: expect.any(String) as string,
    });
    const path = `/v1/devices/${String(body["devices"][1].id)}`;
    for (const _ of ["there", "gone"]) expect((await person.withAccess("DELETE", path)).status).toBe(204);
    expect((await loginWith(person, String(tokens[1]))).body).toMatchObject({ decision: "challenge", forget: [0] });
    expect((await loginWith(person, String(tokens[1]), String(tokens[2]))).body).toMatchObject({
      decision: "allow",
      remembered: { index: 1 },
      forget: [0],
    });
    for (const _ of ["there", "gone"]) expect((await person.withAccess("DELETE", "/v1/devices")).status).toBe(204);
    expect((await person.withAccess("GET", "/v1/devices")).body["devices"]).toEqual([]);
    expect((await loginWith(person, String(tokens[0]))).body).toMatchObject({ decision: "challenge", forget: [0] });
    await service.local.drained();
    const ended = (await person.activity()).body["events"].filter(
      ({ type }: { type: string }) => type === "device.ended",
    );
    expect(ended.map(({ data }: { data: { why: string } }) => data.why)).toEqual(["user", "user", "user"]);
  });

  test("is asked who asks for a factor, and looks at no device then", async () => {
    const acme = await organisationOf("acme");
    const person = acme.person("asks");
    await person.hasTotp();
    const devices = [await deviceTokenOf(person)];
    const asked = await person.withPassword("POST", "/v1/login", { body: { devices, factorId: person.totpFactorId } });
    expect(asked.body["decision"]).toBe("challenge");
  });
});

describe("devices go", () => {
  const gone = { decision: "challenge", forget: [0] };

  test("with any factor that is removed, and stay when one is added", async () => {
    const acme = await organisationOf("acme");
    const person = acme.person("removes");
    await person.hasTotp();
    const first = person.totpFactorId;
    let token = await deviceTokenOf(person);
    await person.hasTotp();
    token = (await loginWith(person, token)).body["remembered"].token;
    await person.loginWithTotp();
    expect((await person.withAccess("DELETE", `/v1/factors/${first}`)).status).toBe(204);
    expect((await loginWith(person, token)).body).toMatchObject(gone);
  });

  test("with 2FA that is switched off, and do not come back with it", async () => {
    const acme = await organisationOf("acme");
    const person = acme.person("off-and-on");
    await person.hasTotp();
    const token = await deviceTokenOf(person);
    await person.withAccess("DELETE", "/v1/factors");
    person.accessToken = undefined;
    expect((await loginWith(person, token)).body).toMatchObject({ decision: "allow", forget: [0] });
    await person.hasTotp();
    expect((await loginWith(person, token)).body).toMatchObject(gone);
  });

  test("with an admin's reset, or by an admin's word for one user", async () => {
    const acme = await organisationOf("acme");
    for (const [name, method, call] of [
      ["reset", "POST", "reset"],
      ["ended", "DELETE", "devices"],
    ] as const) {
      const person = acme.person(`${name}-by-admin`);
      await person.hasTotp();
      const token = await deviceTokenOf(person);
      const path = `/v1/admin/user/${call}?userId=${person.email}`;
      const done = await acme.asAdmin(method, path, method === "POST" ? { reason: "Lost it" } : undefined);
      expect(done.status).toBe(method === "POST" ? 200 : 204);
      expect((await loginWith(person, token)).body["forget"]).toEqual([0]);
    }
  });

  test("all of the organisation at once, and later ones count", async () => {
    const acme = await organisationOf("all-at-once");
    const other = await organisationOf("others");
    const [person, stranger] = [acme.person("one"), other.person("one")];
    await person.hasTotp();
    await stranger.hasTotp();
    const [token, theirs] = [await deviceTokenOf(person), await deviceTokenOf(stranger)];
    expect((await acme.asAdmin("DELETE", "/v1/admin/devices")).status).toBe(204);
    const { body: policy } = await acme.asAdmin("GET", "/v1/admin/policy");
    expect(policy["devicesFrom"]).toEqual(expect.any(String));
    expect((await person.withAccess("GET", "/v1/devices")).body["devices"]).toEqual([]);
    expect((await loginWith(person, token)).body).toMatchObject(gone);
    expect((await loginWith(person, await deviceTokenOf(person))).body["decision"]).toBe("allow");
    expect((await loginWith(stranger, theirs)).body["decision"]).toBe("allow");
    const sentBack = await acme.asAdmin("PUT", "/v1/admin/policy", { ...policy, devicesFrom: null });
    expect(sentBack.body["devicesFrom"]).toBe(policy["devicesFrom"]);
  });

  test("when the policy is switched off, and do not come back with it", async () => {
    const acme = await organisationOf("switched");
    const person = acme.person("one");
    await person.hasTotp();
    const token = await deviceTokenOf(person);
    await acme.setPolicy({ trustedDevices: { days: 0 } });
    const off = await loginWith(person, token);
    expect(off.body["decision"]).toBe("challenge");
    expect(off.body).not.toHaveProperty("forget");
    await acme.setPolicy({ trustedDevices: { days: 30 } });
    expect((await loginWith(person, token)).body).toMatchObject(gone);
  });

  test("sooner when the policy allows fewer days", async () => {
    const acme = await organisationOf("fewer");
    const person = acme.person("one");
    await person.hasTotp();
    const token = await deviceTokenOf(person);
    service.clock.forward(2 * 86_400);
    await acme.setPolicy({ trustedDevices: { days: 3 } });
    const used = await loginWith(person, token);
    expect(Date.parse(used.body["remembered"].expiresAt) - service.clock.now()).toBeLessThan(dayMillis);
    service.clock.forward(86_400);
    expect((await loginWith(person, used.body["remembered"].token)).body).toMatchObject(gone);
  });
});

test.each([
  [{ devices: Array.from({ length: 6 }, () => "dvc_") }, 400],
  [{ devices: ["", "dvc_short", "x".repeat(1000), "constructor", "dvc_!!!!"] }, 200],
])("more than five tokens are refused, those of another shape are ignored: %j", async (body, status) => {
  const acme = await organisationOf("acme");
  const answer = await acme.person("shapes").withPassword("POST", "/v1/login", { body });
  expect(answer.status).toBe(status);
  expect(answer.body).not.toHaveProperty("forget");
});
