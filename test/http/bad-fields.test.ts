/** @module-tag crowds */
import { policyBody } from "../../shared/contract/policy-schemas.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { nothingIsWritten } from "../harness/nothing-is-written.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { runningService } from "../harness/running-service.ts";

/** Fields with values that look nearly right: refused by name, and nothing is written or counted. */
const issuer = new Issuer("shop");
const service = runningService({ issuers: [issuer.settings] });
const organisation = new Organisation(service, issuer, "acme");
let admin: Person;
beforeAll(async () => {
  admin = await organisation.admin();
});
nothingIsWritten(service);

const refusesField = (answer: Answer, path: string): void => {
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  expect(answer.body["errors"].map((error: { path: string }) => error.path.split(".")[0])).toContain(path);
};

describe("factors", () => {
  const noLabels = [
    "",
    "   ",
    "x".repeat(61),
    "a\u0000b",
    "a\nb",
    "a\u001fb",
    "\u007f",
    "\u0085",
    "a\u202eb",
    "a\u200bb",
    "a\u2028b",
    1,
    null,
    ["x"],
    {},
  ];

  test.each(noLabels)("the label %j", async (label) => {
    refusesField(await admin.withAccess("PATCH", `/v1/factors/${admin.totpFactorId}`, { body: { label } }), "label");
    for (const type of ["totp", "sms"])
      refusesField(
        await admin.withAccess("POST", "/v1/factors", {
          body: { type, label, ...(type === "sms" && { phoneNumber: "+41791234567" }) },
        }),
        "label",
      );
  });

  test.each(["true", 1, null, {}])("preferred: %j", async (preferred) => {
    refusesField(
      await admin.withAccess("PATCH", `/v1/factors/${admin.totpFactorId}`, { body: { preferred } }),
      "preferred",
    );
  });

  test("a change of nothing", async () => {
    expect(await admin.withAccess("PATCH", `/v1/factors/${admin.totpFactorId}`, { body: {} })).toMatchObject({
      status: 400,
    });
  });

  test.each([undefined, null, "", "TOTP", "email", "backup_code", "__proto__", 1, ["totp"]])(
    "the type %j",
    async (type) => {
      refusesField(await admin.withAccess("POST", "/v1/factors", { body: { type } }), "type");
    },
  );

  test("a phone number for an app is an unknown field", async () => {
    expect(
      await admin.withAccess("POST", "/v1/factors", { body: { type: "totp", phoneNumber: "+41791234567" } }),
    ).toMatchObject({ status: 400 });
  });

  test.each([null, 41791234567, {}, ["+41791234567"]])("the phone number %j", async (phoneNumber) => {
    refusesField(await admin.withAccess("POST", "/v1/factors", { body: { type: "sms", phoneNumber } }), "phoneNumber");
    refusesField(
      await admin.withAccess("PUT", "/v1/admin/user/phone?userId=ada", { body: { phoneNumber } }),
      "phoneNumber",
    );
  });

  test.each([null, 1, "", "x", "chl_abc", "fac_", "fac_a b", ["fac_abc"]])("factorId: %j", async (factorId) => {
    for (const path of ["/v1/login", "/v1/login/sms"])
      refusesField(await admin.withPassword("POST", path, { body: { factorId } }), "factorId");
  });
});

describe("policies", () => {
  test.each([
    ["required", "yes"],
    ["required", 1],
    ["required", null],
    ["factorTypes", []],
    ["factorTypes", ["email"]],
    ["factorTypes", "totp"],
    ["factorTypes", ["totp", "sms", "totp"]],
    ["phoneRegistration", "none"],
    ["phoneRegistration", null],
    ["smsCountries", ["ch"]],
    ["smsCountries", ["*"]],
    ["smsCountries", ["XX"]],
    ["smsCountries", "CH"],
    ["issuerName", ""],
    ["issuerName", "a:b"],
    ["issuerName", "x".repeat(41)],
    ["issuerName", "a\nb"],
    ["recoveryHelp", ""],
    ["recoveryHelp", "x".repeat(501)],
    ["recoveryHelp", 1],
    ["recoveryHelp", "Call us\u001B[2J"],
    ["recoveryHelp", "Call\u202E1234"],
    ["recoveryHelp", "a\u2028b"],
    ["recoveryHelp", "http://help.example.com"],
    ["recoveryHelp", "See ftp://help.example.com"],
    ["recoveryHelp", "javascript:alert(1)"],
    ["smsCountries", ["AX"]],
    ["recovery", { mode: "delay", delayHours: 23 }],
    ["recovery", { mode: "delay", delayHours: 337 }],
    ["recovery", { mode: "delay", delayHours: 24.5 }],
    ["recovery", { mode: "at-once", delayHours: 72 }],
    ["recovery", "off"],
    ["version", -1],
    ["version", 0.5],
    ["version", "0"],
    ["version", null],
  ])("%s: %j", async (field, value) => {
    refusesField(await admin.withAccess("PUT", "/v1/admin/policy", { body: { version: 0, [field]: value } }), field);
  });

  test.each(["Call 1234\nor ask Zoë 👩‍💻", "https://help.example.com/lost?a=b", "Desk: room 3, see HTTPS://x.example"])(
    "the help %j is none of these",
    (recoveryHelp) => {
      expect(policyBody.parse({ recoveryHelp, version: 0 })).toEqual({ recoveryHelp, version: 0 });
    },
  );

  test("the version must be named", async () => {
    refusesField(await admin.withAccess("PUT", "/v1/admin/policy", { body: { required: true } }), "version");
  });

  test("pre-registered phones without phones would let nobody in", async () => {
    const body = { version: 0, phoneRegistration: "pre-registered", factorTypes: ["totp"] };
    refusesField(await admin.withAccess("PUT", "/v1/admin/policy", { body }), "factorTypes");
  });
});

test.each([
  undefined,
  null,
  "",
  "ab",
  "   a   ",
  "x".repeat(501),
  "a\u0000bc",
  "a\u202Ebc",
  "a\nbc",
  12345,
  ["because"],
])("a reset for the reason %j", async (reason) => {
  refusesField(await admin.withAccess("POST", "/v1/admin/user/reset?userId=ada", { body: { reason } }), "reason");
});

test.each(["limit=0", "limit=101", "limit=-1", "limit=1.5", "limit=x", "limit=", "limit=5&limit=6"])(
  "a page with %s",
  async (query) => {
    for (const path of ["/v1/activity", "/v1/admin/user/events?userId=ada"])
      refusesField(await admin.withAccess("GET", `${path}${path.includes("?") ? "&" : "?"}${query}`), "limit");
  },
);

test.each(["x", "%00", "e30", "a".repeat(301), "../../x", "eyJzayI6IkFDQ09VTlQifQ"])(
  "a page with the cursor %s",
  async (cursor) => {
    for (const path of ["/v1/activity", "/v1/admin/user/events?userId=ada"])
      refusesField(await admin.withAccess("GET", `${path}${path.includes("?") ? "&" : "?"}cursor=${cursor}`), "cursor");
  },
);
