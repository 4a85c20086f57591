import { beforeEach, expect, it } from "vitest";
import { replacePolicy } from "../../shared/account/policy.ts";
import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { policyStore } from "../../shared/aws/dynamodb/policy-store.ts";
import type { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** Another process makes the policy stricter while a change of the same organisation is under way. */
const { service, organisationOf } = world();

beforeEach(() => service.aws.heal());

async function becomesStricter({ tenant }: Organisation, change: Parameters<typeof replacePolicy>[1]): Promise<void> {
  const { settings, clock } = service.local.services;
  const policies = policyStore({ documents: service.aws.clients.documents, name: settings.tableName }, clock);
  const current = await currentPolicy({ settings, policies }, tenant);
  const replaced = replacePolicy(current, change, clock.now());
  const event = {
    ...replaced.event,
    id: `evt_${tenant}`,
    at: clock.now(),
    actor: { role: "admin", ref: "usr_a" },
  } as const;
  expect(await policies.replace(tenant, replaced.policy, event)).toBe("written");
}

/** The next write of an account loses a race, and the policy changes before the next try. */
function beforeTheNextTry(person: Person, stricter: () => Promise<void>): void {
  service.aws.fail(/^PutItemCommand$/, "timedOut", {
    times: 1,
    sk: /ACCOUNT/,
    meanwhile: async () => {
      await stricter();
      await person.verify("ZZZZ-ZZZZ-ZZZZ");
    },
  });
}

it.each([
  ["the only factor is removed", (person: Person) => `/v1/factors/${person.totpFactorId}`],
  ["2FA is switched off", () => "/v1/factors"],
])("when %s, the try after the change is refused", async (what, path) => {
  const acme = organisationOf(`removes-${what.length}`);
  const person = acme.person("ada");
  await person.hasTotp();
  await person.loginWithTotp();
  beforeTheNextTry(person, async () => becomesStricter(acme, { enforcement: "on" }));
  expect(await person.withAccess("DELETE", path(person))).toMatchObject({
    status: 403,
    body: { code: "two_factor_required" },
  });
  expect(service.aws.areSpent).toBe(true);
});

it("when a further app is set up, the try after the change is refused", async () => {
  const acme = organisationOf("sets-up");
  const person = acme.person("ada");
  await person.hasTotp();
  await person.loginWithTotp();
  beforeTheNextTry(person, async () => becomesStricter(acme, { factorTypes: ["sms"] }));
  const begun = await person.withAccess("POST", "/v1/factors", { body: { type: "totp" } });
  expect(begun.body["code"]).toBe("factor_type_not_allowed");
});

it("when a phone is confirmed, the try after the change is refused", async () => {
  const acme = organisationOf("confirms");
  const person = acme.person("ada");
  await person.hasTotp();
  await person.loginWithTotp();
  const begun = await person.withAccess("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+41791234599" },
  });
  beforeTheNextTry(person, async () => becomesStricter(acme, { factorTypes: ["totp"] }));
  const confirmed = await person.withAccess("POST", `/v1/factors/${String(begun.body["factor"].id)}/confirm`, {
    body: { code: service.lastSmsCode("+41791234599") },
  });
  expect(confirmed.body["code"]).toBe("factor_type_not_allowed");
});

it("when a user without a factor logs in, nobody is let past by the policy of a minute ago", async () => {
  const acme = organisationOf("logs-in");
  const none = acme.person("none");
  expect((await none.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  await becomesStricter(acme, { enforcement: "on" });
  expect((await none.withPassword("POST", "/v1/login")).body["decision"]).toBe("enroll");
});
