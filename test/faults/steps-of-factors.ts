import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { newNumber, type Steps } from "./step.ts";

const hasPhone = async (person: Person): Promise<string> => {
  const number = newNumber();
  await person.hasSms(number);
  return number;
};
const hasChallenge = async (person: Person) => {
  const number = await hasPhone(person);
  const { body } = await person.withPassword("POST", "/v1/login/sms", { body: {} });
  return { code: person.service.lastSmsCode(number), challengeId: String(body["challenge"].id) };
};
const enrollPhone = async (person: Person, phoneNumber = newNumber()): Promise<Answer> =>
  person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });

const asAdmin =
  (method: string, call: "" | "reset" | "phone" | "events", body?: object): Steps[string]["prepare"] =>
  async (person, acme) => {
    await person.hasTotp();
    await acme.asAdmin("GET", "/v1/admin/policy");
    const admin = await acme.admin();
    return async () => admin.withAccess(method, acme.userPath(person, call), body === undefined ? {} : { body });
  };

/** Logins with codes, the changes that users make of their factors, and the usual calls of an admin. */
export const stepsOfFactors: Steps = {
  "login without a factor": {
    status: 200,
    prepare: async (person) => async () => person.withPassword("POST", "/v1/login"),
  },
  "login that sends an SMS": {
    status: 200,
    prepare: async (person) => {
      await hasPhone(person);
      for (const code of person.backupCodes) await person.verify(code);
      return async () => person.withPassword("POST", "/v1/login");
    },
  },
  "sending an SMS": {
    status: 202,
    prepare: async (person) => {
      await hasPhone(person);
      return async () => person.withPassword("POST", "/v1/login/sms");
    },
  },
  "a code of an app": {
    status: 200,
    repeated: "code_already_used",
    prepare: async (person) => {
      await person.hasTotp();
      const code = person.totpCode();
      return async () => person.verify(code);
    },
  },
  "a code of an SMS": {
    status: 200,
    repeated: "code_already_used",
    prepare: async (person) => {
      const { code, challengeId } = await hasChallenge(person);
      return async () => person.verify(code, challengeId);
    },
  },
  "a backup code": {
    status: 200,
    repeated: "code_already_used",
    prepare: async (person) => {
      await person.hasTotp();
      const [code = ""] = person.backupCodes;
      return async () => person.verify(code);
    },
  },
  "a wrong code": {
    status: 422,
    prepare: async (person) => {
      await person.hasTotp();
      return async () => person.verify(person.wrongTotpCode());
    },
  },
  "setting an app up": { status: 201, prepare: async (person) => async () => person.enrollTotp() },
  "setting a phone up": {
    status: 201,
    prepare: async (person) => {
      const number = newNumber();
      return async () => enrollPhone(person, number);
    },
  },
  "confirming an app": {
    status: 200,
    repeated: "insufficient_user_authentication",
    prepare: async (person) => {
      await person.enrollTotp();
      return async () => person.confirm(person.totpFactorId, person.totpCode());
    },
  },
  "confirming a phone": {
    status: 200,
    repeated: "insufficient_user_authentication",
    prepare: async (person) => {
      const number = newNumber();
      const { body } = await enrollPhone(person, number);
      return async () => person.confirm(String(body["factor"].id), person.service.lastSmsCode(number));
    },
  },
  "sending the SMS of a set-up again": {
    status: 202,
    prepare: async (person) => {
      const { body } = await enrollPhone(person);
      person.service.clock.forward(30);
      return async () => person.withPassword("POST", `/v1/factors/${String(body["factor"].id)}/resend`);
    },
  },
  "the own factors": { status: 200, prepare: async (person) => async () => person.withPassword("GET", "/v1/factors") },
  "the own activity": {
    status: 200,
    prepare: async (person) => async () => person.activity(),
  },
  "renaming a factor": {
    status: 200,
    prepare: async (person) => {
      await person.hasTotp();
      return async () => person.withAccess("PATCH", `/v1/factors/${person.totpFactorId}`, { body: { label: "Mine" } });
    },
  },
  "removing a factor": {
    status: 204,
    repeated: "factor_not_found",
    prepare: async (person) => {
      await person.hasTotp();
      await hasPhone(person);
      return async () => person.withAccess("DELETE", `/v1/factors/${person.totpFactorId}`);
    },
  },
  "switching 2FA off": {
    status: 204,
    prepare: async (person) => {
      await person.hasTotp();
      return async () => person.withAccess("DELETE", "/v1/factors");
    },
  },
  "new backup codes": {
    status: 201,
    prepare: async (person) => {
      await person.hasTotp();
      return async () => person.withAccess("POST", "/v1/backup-codes");
    },
  },
  "an admin's look at a user": { status: 200, prepare: asAdmin("GET", "") },
  "an admin's look at a user's events": { status: 200, prepare: asAdmin("GET", "events") },
  "an admin's reset": { status: 200, prepare: asAdmin("POST", "reset", { reason: "Lost phone" }) },
  "a pre-registered phone": { status: 200, prepare: asAdmin("PUT", "phone", { phoneNumber: "+41791234599" }) },
  "no pre-registered phone any more": { status: 204, prepare: asAdmin("DELETE", "phone") },
  "a changed policy": {
    status: 200,
    repeated: "version_conflict",
    prepare: async (_, acme) => {
      const { body } = await acme.asAdmin("GET", "/v1/admin/policy");
      const admin = await acme.admin();
      return async () =>
        admin.withAccess("PUT", "/v1/admin/policy", { body: { version: body["version"], issuerName: "Acme" } });
    },
  },
};
