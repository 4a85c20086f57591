import type { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { deviceTokenOf } from "../harness/remembered.ts";
import { rememberedPerson } from "./steps-of-passkeys-and-devices.ts";
import { lostPerson } from "./steps-of-recovery-and-links.ts";
import { newNumber, organisationWith, type Steps } from "./step.ts";

type Call = Awaited<ReturnType<Steps[string]["prepare"]>>;

/** A call of the organisation's admin, who has just proven the second step. */
async function byAdmin(acme: Organisation, method: string, path: string, body?: object): Promise<Call> {
  await acme.asAdmin("GET", "/v1/admin/approvals");
  const admin = await acme.admin();
  return async () => admin.withAccess(method, path, body === undefined ? {} : { body });
}
const reads = (path: string): Steps[string] => ({
  status: 200,
  prepare: async (_, acme) => byAdmin(acme, "GET", path),
});
const wordsIn = (text = ""): string => /: ([a-z]+ [a-z]+)\./.exec(text)?.[1] ?? "";

async function withPhone(person: Person): Promise<string> {
  const number = newNumber();
  await person.hasSms(number);
  return number;
}
async function bypassCodeOf(person: Person, acme: Organisation): Promise<string> {
  await person.hasTotp();
  const { body } = await acme.asAdmin("POST", acme.userPath(person, "bypass-code"), { reason: "At home" });
  return String(body["code"]);
}
const twoPersons = async (acme: Organisation): Promise<Organisation> =>
  organisationWith(acme, { resetApproval: "two" });
async function waitingReset(person: Person, two: Organisation) {
  const target = two.person(person.email);
  await target.hasTotp();
  const { body } = await two.asAdmin("POST", two.userPath(target, "reset"), { reason: "Lost" });
  return body["approval"] as { readonly id: string; readonly action: string; readonly parameters: object };
}

export const stepsOfTheHelpDesk: Steps = {
  "issuing a bypass code": {
    status: 201,
    prepare: async (person, acme) => {
      await person.hasTotp();
      return byAdmin(acme, "POST", acme.userPath(person, "bypass-code"), { reason: "At home" });
    },
  },
  "a bypass code": {
    status: 200,
    repeated: "code_already_used",
    prepare: async (person, acme) => {
      const code = await bypassCodeOf(person, acme);
      return async () => person.verify(code);
    },
  },
  "sending a caller two words": {
    status: 202,
    prepare: async (person, acme) => {
      await withPhone(person);
      return byAdmin(acme, "POST", acme.userPath(person, "caller-check"), { channel: "phone" });
    },
  },
  "checking a caller's two words": {
    status: 200,
    repeated: "challenge_expired",
    prepare: async (person, acme) => {
      const number = await withPhone(person);
      await acme.asAdmin("POST", acme.userPath(person, "caller-check"), { channel: "phone" });
      const sent = person.service.outbox.messages.find(({ to }) => to === number)?.body;
      return byAdmin(acme, "POST", acme.userPath(person, "caller-check/confirm"), { words: wordsIn(sent) });
    },
  },
  "approving a recovery": {
    status: 204,
    prepare: async (person, acme) => {
      const lost = await lostPerson(person, acme, "delay-and-approval");
      await lost.waits();
      const organisation = await organisationWith(acme, { recovery: { mode: "delay-and-approval", delayHours: 24 } });
      return byAdmin(organisation, "POST", organisation.userPath(person, "recovery"), { reason: "Seen" });
    },
  },
  "refusing a recovery": {
    status: 204,
    prepare: async (person, acme) => {
      const lost = await lostPerson(person, acme, "delay-and-approval");
      await lost.waits();
      const organisation = await organisationWith(acme, { recovery: { mode: "delay-and-approval", delayHours: 24 } });
      return byAdmin(organisation, "DELETE", organisation.userPath(person, "recovery"), { reason: "Not them" });
    },
  },
  "ending a user's devices": {
    status: 204,
    prepare: async (person, acme) => {
      const [remembered, organisation] = await rememberedPerson(person, acme);
      await deviceTokenOf(remembered);
      return byAdmin(organisation, "DELETE", organisation.userPath(remembered, "devices"));
    },
  },
  "ending all devices of an organisation": {
    status: 204,
    prepare: async (_, acme) => byAdmin(acme, "DELETE", "/v1/admin/devices"),
  },
  "a list of pre-registered phones": {
    status: 200,
    prepare: async (person, acme) =>
      byAdmin(acme, "PUT", "/v1/admin/phones", { phones: [{ userId: person.email, phoneNumber: newNumber() }] }),
  },
  "a requirement for one user": {
    status: 200,
    prepare: async (person, acme) =>
      byAdmin(acme, "PUT", acme.userPath(person, "requirement"), { required: true, reason: "New in finance" }),
  },
  "asking for a second person": {
    status: 202,
    prepare: async (person, acme) => {
      const two = await twoPersons(acme);
      const target = two.person(person.email);
      await target.hasTotp();
      return byAdmin(two, "POST", two.userPath(target, "reset"), { reason: "Lost" });
    },
  },
  "approving as the second person": {
    status: 200,
    repeated: "approval_not_found",
    prepare: async (person, acme) => {
      const two = await twoPersons(acme);
      const { id, action, parameters } = await waitingReset(person, two);
      const second = two.person(`second-${person.email}`, { roles: ["2fa-admin"] });
      await second.hasTotp();
      await second.loginWithTotp();
      return async () => second.withAccess("POST", `/v1/admin/approvals/${id}`, { body: { action, parameters } });
    },
  },
  "dropping what waits for a second person": {
    status: 204,
    repeated: "approval_not_found",
    prepare: async (person, acme) => {
      const two = await twoPersons(acme);
      const { id } = await waitingReset(person, two);
      return byAdmin(two, "DELETE", `/v1/admin/approvals/${id}`);
    },
  },
  "a rehearsal of a policy": {
    status: 200,
    prepare: async (person, acme) =>
      byAdmin(acme, "POST", "/v1/admin/rehearse", {
        policy: { enforcement: "on" },
        userIds: [person.email],
        recovery: true,
      }),
  },
  "acts that wait for a second person": reads("/v1/admin/approvals"),
  "the versions of a policy": reads("/v1/admin/policy/history"),
  "an organisation's activity": reads("/v1/admin/activity"),
  "an organisation's posture": reads("/v1/admin/posture"),
  "an organisation's bill of SMS": reads("/v1/admin/sms"),
};
