import { beforeAll, describe, expect, test } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { nothingIsWritten } from "../harness/nothing-is-written.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { runningService } from "../harness/running-service.ts";

/** Texts that nearly look like a code are refused by their form, and cost no guess. */
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

const noCodes: readonly unknown[] = [
  "",
  " ",
  "-",
  "12345",
  "1234567",
  "12345a",
  "+12345",
  "1e5",
  "0x1234",
  "123.456",
  "123456 or 654321",
  "123456 654321",
  "１２３４５",
  "123_456",
  "123\u2212456",
  "1".repeat(5000),
  `123456${" ".repeat(5000)}`,
  123456,
  0,
  null,
  true,
  ["123456"],
  { code: "123456" },
];

describe("codes", () => {
  test.each([...noCodes, "AAAA-AAAA-AAA", "AAAA-AAAA-AAAAA", "AAAA-AAAA-AAAU", "ΑΑΑΑ-ΑΑΑΑ-ΑΑΑΑ", "AAAA_AAAA_AAAA"])(
    "%j is no code of any kind",
    async (code) => {
      refusesField(await admin.withPassword("POST", "/v1/login/verify", { body: { code } }), "code");
    },
  );

  test.each([...noCodes, "0AAA-AAAA-AAAA"])("%j confirms nothing", async (code) => {
    refusesField(await admin.withAccess("POST", "/v1/factors/fac_x/confirm", { body: { code } }), "code");
  });

  test("a missing one is named", async () => {
    refusesField(await admin.withPassword("POST", "/v1/login/verify", { body: {} }), "code");
  });

  test.each([null, 1, "", "x", "fac_abc", "chl_", "chl_a b", "chl_#", `chl_${"x".repeat(100)}`, ["chl_abc"]])(
    "%j is no challenge",
    async (challengeId) => {
      refusesField(
        await admin.withPassword("POST", "/v1/login/verify", { body: { code: "123456", challengeId } }),
        "challengeId",
      );
    },
  );
});
