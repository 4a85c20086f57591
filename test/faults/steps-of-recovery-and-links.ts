import { mailedLink } from "../harness/mailed-link.ts";
import type { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { Recovering } from "../harness/recovering.ts";
import { RunningService } from "../harness/running-service.ts";
import { newNumber, organisationWith, type Steps } from "./step.ts";

const day = 86_400;

function serviceOf({ service }: Person): RunningService {
  if (service instanceof RunningService) return service;
  throw new Error("Mails are read in the local run");
}

async function withAddress(person: Person, organisation: Organisation): Promise<Person> {
  const email = `${person.email}@mail.example`;
  const known = organisation.person(person.email, { email, email_verified: true });
  await known.hasTotp();
  return known;
}
const linkOf = async (person: Person): Promise<string> => mailedLink(serviceOf(person), `${person.email}@mail.example`);
const byLink =
  (
    person: Person,
    path: string,
    token: string,
  ): ReturnType<Steps[string]["prepare"]> extends Promise<infer C> ? C : never =>
  async () =>
    person.service.call("POST", path, { body: { token } });

/** Somebody in an organisation that offers recovery after a day. */
export async function lostPerson(
  person: Person,
  acme: Organisation,
  mode: "delay" | "delay-and-approval" = "delay",
): Promise<Recovering> {
  const organisation = await organisationWith(acme, { recovery: { mode, delayHours: 24 } });
  const lost = await withAddress(person, organisation);
  // Without a second channel the wait would be longer.
  await lost.hasSms(newNumber());
  return new Recovering(lost, `${person.email}@mail.example`, serviceOf(person));
}
async function readyPerson(person: Person, acme: Organisation): Promise<Recovering> {
  const lost = await lostPerson(person, acme);
  await lost.waits();
  await lost.passes(25);
  return lost;
}
async function disabledPerson(person: Person): Promise<void> {
  for (let nth = 0; nth < 20; nth += 1) {
    const { body } = await person.verify(person.wrongTotpCode());
    person.service.clock.forward(Number(body["retryAfter"] ?? 0));
  }
}
async function switchedOff(person: Person, acme: Organisation): Promise<Person> {
  const known = await withAddress(person, acme);
  await known.loginWithTotp();
  await known.withAccess("DELETE", "/v1/factors");
  known.nextStep();
  return known;
}

export const stepsOfRecoveryAndLinks: Steps = {
  "asking for a recovery": {
    status: 202,
    prepare: async (person, acme) => {
      const lost = await lostPerson(person, acme);
      return async () => lost.asks();
    },
  },
  "the recovery under way": {
    status: 200,
    prepare: async (person, acme) => {
      const lost = await lostPerson(person, acme);
      await lost.asks();
      return async () => lost.person.withPassword("GET", "/v1/recovery");
    },
  },
  "confirming the request for a recovery": {
    status: 200,
    repeated: "code_already_used",
    prepare: async (person, acme) => {
      const lost = await lostPerson(person, acme);
      await lost.asks();
      const code = lost.mailedCode();
      return async () => lost.confirms(code);
    },
  },
  "completing a recovery": {
    status: 201,
    prepare: async (person, acme) => {
      const lost = await readyPerson(person, acme);
      const code = lost.mailedCode();
      return async () => lost.completes(code);
    },
  },
  "confirming the factor that a recovery set up": {
    status: 200,
    repeated: "insufficient_user_authentication",
    prepare: async (person, acme) => {
      const lost = await readyPerson(person, acme);
      await lost.completes();
      return async () => lost.sets();
    },
  },
  "ending one's own recovery": {
    status: 204,
    prepare: async (person, acme) => {
      const lost = await lostPerson(person, acme);
      await lost.person.loginWithTotp();
      await lost.waits();
      return async () => lost.person.withAccess("DELETE", "/v1/recovery");
    },
  },
  "ending a recovery by the notice's link": {
    status: 200,
    prepare: async (person, acme) => {
      const lost = await lostPerson(person, acme);
      await lost.waits();
      return byLink(lost.person, "/v1/recovery/cancel", await linkOf(lost.person));
    },
  },
  "looking at a link": {
    status: 200,
    prepare: async (person, acme) => {
      const known = await switchedOff(person, acme);
      return byLink(known, "/v1/links", await linkOf(known));
    },
  },
  "freezing by the notice's link": {
    status: 200,
    prepare: async (person, acme) => {
      const known = await switchedOff(person, acme);
      return byLink(known, "/v1/freeze", await linkOf(known));
    },
  },
  "undoing a removal by the app": {
    status: 204,
    repeated: "challenge_expired",
    prepare: async (person, acme) => {
      const known = await switchedOff(person, acme);
      const body = { token: await linkOf(known), code: known.totpCode() };
      return async () => known.withPassword("POST", "/v1/undo", { body });
    },
  },
  "undoing a removal, the phone's code being sent": {
    status: 200,
    prepare: async (person, acme) => {
      const email = `${person.email}@mail.example`;
      const known = acme.person(person.email, { email, email_verified: true });
      await known.hasSms(newNumber());
      known.service.clock.forward(day);
      await known.loginWithSms();
      await known.withAccess("DELETE", "/v1/factors");
      known.service.clock.forward(60);
      const token = await linkOf(known);
      return async () => known.withPassword("POST", "/v1/undo", { body: { token } });
    },
  },
  "reopening a method by the notice's link": {
    status: 200,
    prepare: async (person, acme) => {
      const known = await withAddress(person, acme);
      await disabledPerson(known);
      return byLink(known, "/v1/reopen", await linkOf(known));
    },
  },
  "reopening a method by an admin": {
    status: 204,
    prepare: async (person, acme) => {
      await person.hasTotp();
      await disabledPerson(person);
      await acme.asAdmin("GET", "/v1/admin/policy");
      const admin = await acme.admin();
      const body = { method: "totp", reason: "Called us" };
      return async () => admin.withAccess("POST", acme.userPath(person, "reopen"), { body });
    },
  },
};
