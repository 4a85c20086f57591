/** @module-tag crowds */
import { describe, expect, test } from "vitest";
import { world } from "../harness/world.ts";
import { itsOwnEnforcement } from "../harness/running-service.ts";

/** Fields with bounds take the least and the most, and refuse what is beside them, of another type or nothing, by name. */
const { organisation, organisationOf } = world({ variables: itsOwnEnforcement });

const policies = { trustedDevices: (days: unknown) => ({ days }), graceDays: (days: unknown) => days };
const none = ["7", "", 1.5, -1, null, true, [], [7], {}];

describe.each([
  ["trustedDevices", 0, 30],
  ["graceDays", 0, 90],
] as const)("%s of a policy", (field, least, most) => {
  const put = async (value: unknown) => {
    const { body } = await organisation.asAdmin("GET", "/v1/admin/policy");
    return organisation.asAdmin("PUT", "/v1/admin/policy", { version: body["version"], [field]: value });
  };

  test.each([least, least + 1, most - 1, most])("may be %i", async (days) => {
    const value = policies[field](days);
    expect(await put(value)).toMatchObject({ status: 200, body: { [field]: value } });
  });

  test.each([...none, least - 1, most + 1, Number.MAX_SAFE_INTEGER + 2, 1e300])("cannot be %j", async (days) => {
    const { status, body } = await put(policies[field](days));
    expect([status, body["code"]]).toEqual([400, "invalid_request"]);
    const paths = body["errors"].map(({ path }: { path: string }) => path.split(".")[0]);
    expect(new Set(paths)).toEqual(new Set([field]));
  });
});

test.each([7, "7", null, [], {}, { days: 7, hours: 1 }, { hours: 7 }])("trustedDevices is no %j", async (value) => {
  const { body } = await organisation.asAdmin("GET", "/v1/admin/policy");
  const put = { version: body["version"], trustedDevices: value };
  const { status, body: refused } = await organisation.asAdmin("PUT", "/v1/admin/policy", put);
  expect([status, refused["code"]]).toEqual([400, "invalid_request"]);
});

describe("the label of a device", () => {
  const acme = organisationOf("labels");
  const person = acme.person("ada");
  const verify = async (rememberDevice: unknown) => {
    person.nextStep();
    return person.withPassword("POST", "/v1/login/verify", { body: { code: person.totpCode(), rememberDevice } });
  };

  test.each(["x", "xy", "x".repeat(23), "x".repeat(24), "Zoë's Mac", "ü".repeat(24)])("may be %j", async (label) => {
    if (person.totpFactorId === "") {
      await acme.setPolicy({ trustedDevices: { days: 30 } });
      await person.hasTotp();
    }
    const { status, body } = await verify({ label });
    expect([status, body["device"]]).toEqual([200, { token: expect.any(String), expiresAt: expect.any(String) }]);
    person.accessToken = body["accessToken"];
    const devices = (await person.withAccess("GET", "/v1/devices")).body["devices"];
    expect(devices.map((device: { label: string }) => device.label)).toContain(label);
  });

  test.each(["", " ", "x".repeat(25), "a\nb", "a\u0000b", "a\u202eb", 24, null, true, ["x"], {}, undefined])(
    "cannot be %j",
    async (label) => {
      const { status, body } = await verify({ label });
      expect([status, body["code"]]).toEqual([400, "invalid_request"]);
      expect(JSON.stringify(body["errors"])).toContain("rememberDevice");
    },
  );

  test.each([null, true, "Chrome", [], { label: "x", days: 30 }])("rememberDevice is no %j", async (value) => {
    expect(await verify(value)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  });

  test("a refused one uses up no code", async () => {
    person.nextStep();
    const code = person.totpCode();
    const body = { code, rememberDevice: { label: "x".repeat(25) } };
    expect((await person.withPassword("POST", "/v1/login/verify", { body })).status).toBe(400);
    expect((await person.verify(code)).status).toBe(200);
  });
});

describe("joiners in a name", () => {
  const acme = organisationOf("joiners");
  const named = async (issuerName: string): Promise<number> => {
    const { body } = await acme.asAdmin("GET", "/v1/admin/policy");
    return (await acme.asAdmin("PUT", "/v1/admin/policy", { version: body["version"], issuerName })).status;
  };
  const labelled = async (label: string): Promise<number> =>
    (await acme.person(`user-${label}`).withPassword("POST", "/v1/factors", { body: { type: "totp", label } })).status;

  test.each([
    "\u{1F469}\u200D\u{1F469}\u200D\u{1F467}",
    "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
    "\u2764\uFE0F\u200D\u{1F525}",
  ])("are part of %s", async (text) => {
    expect([await named(text), await labelled(text)]).toEqual([200, 201]);
  });

  test.each(["\u200Cab", "ab\u200D", "a \u200D b", "a\u200D\u200Cb", "a\u200Bb", "a\u202Eb"])(
    "are refused where they only hide: %j",
    async (text) => {
      expect([await named(text), await labelled(text)]).toEqual([400, 400]);
    },
  );
});
