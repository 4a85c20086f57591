import { Authenticator } from "../harness/authenticator.ts";
import type { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { deviceLabel, deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { shopOrigin } from "../harness/world.ts";
import { organisationWith, type Steps } from "./step.ts";

async function withPasskey(person: Person): Promise<Authenticator> {
  const key = new Authenticator(shopOrigin);
  await person.hasPasskey(key);
  return key;
}

/** The same person in an organisation that remembers devices, with an app. */
export async function rememberedPerson(person: Person, acme: Organisation): Promise<[Person, Organisation]> {
  const organisation = await organisationWith(acme, { trustedDevices: { days: 30 } });
  const remembered = organisation.person(person.email);
  await remembered.hasTotp();
  return [remembered, organisation];
}

export const stepsOfPasskeysAndDevices: Steps = {
  "setting a passkey up": { status: 201, prepare: async (person) => async () => person.enrollPasskey() },
  "confirming a passkey": {
    status: 200,
    repeated: "insufficient_user_authentication",
    prepare: async (person) => {
      const key = new Authenticator(shopOrigin);
      const { body } = await person.enrollPasskey();
      const credential = key.create(body["publicKey"]);
      return async () => person.confirmPasskey(person.passkeyFactorId, credential);
    },
  },
  "login that asks for a passkey": {
    status: 200,
    prepare: async (person) => {
      await withPasskey(person);
      return async () => person.withPassword("POST", "/v1/login");
    },
  },
  "an assertion of a passkey": {
    status: 200,
    repeated: "code_already_used",
    prepare: async (person) => {
      const key = await withPasskey(person);
      const { body } = await person.withPassword("POST", "/v1/login");
      const credential = key.get(body["publicKey"]);
      return async () => person.verifyPasskey(credential);
    },
  },
  "removing a passkey": {
    status: 204,
    repeated: "factor_not_found",
    prepare: async (person) => {
      await person.hasTotp();
      await person.loginWithPasskey(await withPasskey(person));
      return async () => person.withAccess("DELETE", `/v1/factors/${person.passkeyFactorId}`);
    },
  },
  "a code that has the device remembered": {
    status: 200,
    repeated: "code_already_used",
    prepare: async (person, acme) => {
      const [remembered] = await rememberedPerson(person, acme);
      const body = { code: remembered.totpCode(), rememberDevice: { label: deviceLabel } };
      return async () => remembered.withPassword("POST", "/v1/login/verify", { body });
    },
  },
  "login of a remembered device": {
    status: 200,
    prepare: async (person, acme) => {
      const [remembered] = await rememberedPerson(person, acme);
      const token = await deviceTokenOf(remembered);
      return async () => loginWith(remembered, token);
    },
  },
  "the own devices": {
    status: 200,
    prepare: async (person, acme) => {
      const [remembered] = await rememberedPerson(person, acme);
      await deviceTokenOf(remembered);
      return async () => remembered.withAccess("GET", "/v1/devices");
    },
  },
  "ending a device": {
    status: 204,
    prepare: async (person, acme) => {
      const [remembered] = await rememberedPerson(person, acme);
      await deviceTokenOf(remembered);
      const { body } = await remembered.withAccess("GET", "/v1/devices");
      return async () => remembered.withAccess("DELETE", `/v1/devices/${String(body["devices"][0].id)}`);
    },
  },
  "ending all devices": {
    status: 204,
    prepare: async (person, acme) => {
      const [remembered] = await rememberedPerson(person, acme);
      await deviceTokenOf(remembered);
      return async () => remembered.withAccess("DELETE", "/v1/devices");
    },
  },
};
