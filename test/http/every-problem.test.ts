import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { type ProblemCode, problems } from "../../shared/contract/problems.ts";
import { Authenticator } from "../harness/authenticator.ts";
import { shopOrigin, withPasskeys } from "../harness/world.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { frozenPerson, guessing, personBeyondApps } from "../harness/refused-people.ts";
import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { runningService } from "../harness/running-service.ts";

/** Every row of the table of errors, met over HTTP. A code that is added without a case here fails the type check. */
const issuer = new Issuer("shop", withPasskeys);
const service = runningService({ issuers: [issuer.settings] });
let nth = 0;
const organisation = () => new Organisation(service, issuer, `org-${(nth += 1)}`);
const phone = () => `+4179123${String(1000 + (nth += 1))}`;

const newcomer = (claims: object = {}): Person => organisation().person("ada", claims);
const withTotp = async (): Promise<Person> => {
  const ada = newcomer();
  await ada.hasTotp();
  return ada;
};
const withPhone = async (): Promise<Person> => {
  const ada = newcomer();
  await ada.hasSms(phone());
  return ada;
};
const withPasskey = async (key = new Authenticator(shopOrigin)): Promise<Person> => {
  const ada = newcomer();
  await ada.hasPasskey(key);
  return ada;
};
/** A registered key of somebody else. */
const strangersKey = async (): Promise<Authenticator> => {
  const key = new Authenticator(shopOrigin);
  await withPasskey(key);
  return key;
};
const enrollPhone = async (person: Person, phoneNumber?: string): Promise<Answer> =>
  person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
const under = async (policy: object): Promise<Person> => {
  const strict = organisation();
  await strict.setPolicy(policy);
  return strict.person("ada");
};
const guess = (person: Person, times: number) => guessing(person, times, service.clock);

interface Case {
  readonly meet: () => Promise<Answer>;
  /** Members of the answer besides the ones of every problem. */
  readonly also?: Readonly<Record<string, unknown>>;
}

const seconds: unknown = expect.any(Number);

const cases: Readonly<Record<ProblemCode, Case>> = {
  invalid_request: {
    meet: () => newcomer().withPassword("POST", "/v1/login", { body: { factor: "x" } }),
    also: { errors: [{ path: "", message: expect.stringContaining("factor") }] },
  },
  unauthenticated: { meet: () => service.call("POST", "/v1/login") },
  insufficient_user_authentication: { meet: async () => (await withTotp()).withPassword("DELETE", "/v1/factors") },
  password_time_unknown: {
    meet: async () =>
      organisation()
        .person("ada", { auth_time: undefined })
        .withPassword("POST", "/v1/factors", { body: { type: "totp" } }),
    also: { hint: expect.stringMatching(/max_age=300.*authTimeClaim.*firstEnrollmentFromIat/) },
  },
  forbidden: { meet: () => newcomer().withPassword("GET", "/v1/admin/policy") },
  two_factor_required: { meet: async () => (await under({ required: true })).withPassword("DELETE", "/v1/factors") },
  factor_type_not_allowed: { meet: async () => (await under({ factorTypes: ["sms"] })).enrollTotp() },
  phone_not_pre_registered: {
    meet: async () => enrollPhone(await under({ phoneRegistration: "pre-registered" }), phone()),
  },
  account_frozen: {
    meet: async () => (await frozenPerson(organisation(), service)).withAccess("POST", "/v1/backup-codes"),
    also: { retryAfter: seconds },
  },
  method_disabled: {
    meet: async () => {
      const ada = await withTotp();
      await guess(ada, 20);
      return ada.verify(ada.totpCode());
    },
  },
  method_not_allowed_here: {
    meet: async () => {
      const ada = await personBeyondApps(organisation(), service);
      return ada.verify(ada.totpCode());
    },
  },
  not_found: { meet: () => service.call("GET", "/v1/nothing") },
  factor_not_found: { meet: () => newcomer().withPassword("DELETE", "/v1/factors/fac_unknown") },
  method_not_allowed: { meet: () => service.call("PUT", "/v1/login", { body: {} }) },
  payload_too_large: {
    meet: () => newcomer().withPassword("POST", "/v1/login/verify", { body: { code: "1".repeat(9000) } }),
  },
  unsupported_media_type: {
    meet: () => newcomer().withPassword("POST", "/v1/login", { body: {}, headers: { "content-type": "text/plain" } }),
  },
  not_enrolled: { meet: () => newcomer().verify("123456") },
  recovery_not_offered: { meet: async () => (await withTotp()).withPassword("POST", "/v1/recovery") },
  recovery_not_ready: {
    meet: async () => {
      const away = await recoveringPerson(organisation(), service);
      await away.waits();
      return away.completes("0000-0000-0000");
    },
    also: { readyAt: expect.stringContaining("Z") },
  },
  no_sms_factor: { meet: async () => (await withTotp()).withPassword("POST", "/v1/login/sms") },
  too_many_factors: {
    meet: async () => {
      const ada = newcomer();
      for (let apps = 0; apps < 5; apps += 1) await ada.hasTotp();
      return ada.enrollTotp();
    },
  },
  passkey_already_registered: {
    meet: async () => {
      const key = new Authenticator(shopOrigin);
      const ada = await withPasskey(key);
      const { body } = await ada.enrollPasskey();
      const id = Buffer.from(key.keys[0]?.id ?? "", "base64url");
      return ada.confirmPasskey(ada.passkeyFactorId, new Authenticator(shopOrigin, { id }).create(body["publicKey"]));
    },
  },
  no_channel: {
    meet: () => organisation().asAdmin("POST", "/v1/admin/user/caller-check?userId=nobody", { channel: "phone" }),
  },
  approval_not_found: {
    meet: () => organisation().asAdmin("POST", "/v1/admin/approvals/apr_unknown", { action: "reset", parameters: {} }),
  },
  version_conflict: { meet: () => organisation().asAdmin("PUT", "/v1/admin/policy", { required: true, version: 7 }) },
  busy: {
    meet: async () => {
      const ada = await withTotp();
      const lost = () =>
        new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
      return service.aws.failing(/^Put/, lost, () => ada.verify(ada.totpCode()));
    },
    also: { retryAfter: 1 },
  },
  challenge_expired: { meet: async () => (await withPhone()).verify("123456", "chl_unknown") },
  enrollment_expired: {
    meet: async () => {
      const ada = newcomer();
      await ada.enrollTotp();
      service.clock.forward(600);
      return ada.confirm(ada.totpFactorId, ada.totpCode());
    },
  },
  invalid_code: { meet: async () => guess(await withTotp(), 1), also: { attemptsRemaining: 4 } },
  code_already_used: {
    meet: async () => {
      const ada = await withTotp();
      await ada.verify(ada.totpCode());
      return ada.verify(ada.totpCode());
    },
  },
  passkey_refused: {
    meet: async () => {
      const key = new Authenticator(shopOrigin);
      return (await withPasskey(key)).loginWithPasskey(key, { origin: "https://app.shop.example.evil.example" });
    },
    also: { reason: "origin" },
  },
  unknown_passkey: {
    meet: async () => {
      const key = await strangersKey();
      const ada = await withPasskey();
      const { body } = await ada.withPassword("POST", "/v1/login");
      const [{ id } = { id: "" }] = key.keys;
      return ada.verifyPasskey(key.get({ ...body["publicKey"], allowCredentials: [{ id }] }));
    },
    also: { rpId: "shop.example", credentialId: expect.stringMatching(/^[\w-]{43}$/) },
  },
  invalid_phone_number: { meet: () => enrollPhone(newcomer(), "+41 12") },
  country_not_allowed: { meet: async () => enrollPhone(await under({ smsCountries: ["DE"] }), phone()) },
  too_many_attempts: {
    meet: async () => {
      const ada = await withTotp();
      await guess(ada, 5);
      return ada.verify(ada.totpCode());
    },
    also: { retryAfter: 30 },
  },
  sms_limit_reached: {
    meet: async () => {
      const ada = await withPhone();
      await ada.withPassword("POST", "/v1/login/sms");
      return ada.withPassword("POST", "/v1/login/sms");
    },
    also: { retryAfter: seconds },
  },
  sms_delivery_failed: {
    meet: () =>
      service.aws.failing(
        /^Publish/,
        () => new Error("provider down"),
        () => enrollPhone(newcomer(), phone()),
      ),
  },
  temporarily_unavailable: {
    meet: () => {
      const ada = newcomer();
      return service.aws.failing(
        /^(Get|Query)/,
        () => new Error("table down"),
        () => ada.withPassword("GET", "/v1/factors"),
      );
    },
    also: { retryAfter: 1 },
  },
};

test.each(Object.entries(cases))("%s", async (code, { meet, also = {} }) => {
  const answer = await meet();
  const { status, title } = problems[code as ProblemCode];
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual({
    type: `urn:countersign:problem:${code}`,
    title,
    status,
    code,
    detail: expect.stringMatching(/\.$/),
    requestId: answer.headers.get("x-request-id"),
    ...also,
  });
  const { retryAfter } = answer.body;
  expect(answer.headers.get("retry-after")).toBe(retryAfter === undefined ? null : String(retryAfter));
});

test("no code is without a case", () => {
  expect(Object.keys(cases).toSorted()).toEqual(Object.keys(problems).toSorted());
});
