import { changedPolicy, currentPolicy, policyView } from "../../shared/access/organisation-policy.ts";
import { named, peopleOf } from "../../shared/access/people.ts";
import { actParameters } from "../../shared/contract/help-desk-schemas.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { looserFields } from "../../shared/account/policy-floor.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted, Problem } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";
import { newId } from "../../shared/runtime/services.ts";
import type { At } from "../../shared/account/decision.ts";
import type { Settings } from "../../shared/settings/settings.ts";

type PolicyServices = Parameters<typeof currentPolicy>[0] & { readonly settings: Settings };
type Change = Parameters<typeof changedPolicy>[2] & { readonly version: number };

/** The policy that the change would make, and the one that it replaces. */
async function replaced(services: PolicyServices, tenant: string, { version, ...change }: Change, { now }: At) {
  const current = await currentPolicy(services, tenant);
  if (version !== current.version) throw new Problem("version_conflict");
  return { current, ...granted(changedPolicy(services.settings, current, change, now), now) };
}

export const replacesPolicy = actOn({
  action: "policy",
  status: adminRoutes.adminPutPolicy.status,
  parameters: actParameters.policy,
  users: () => [],
  async waits({ tenant, at }, change, services) {
    const { current, policy } = await replaced(services, tenant, change, at);
    return looserFields(policy, current).length > 0;
  },
  async carryOut({ tenant, caller, actor, putName, at }, change, services) {
    const { policies, random, settings } = services;
    const { policy, event } = await replaced(services, tenant, change, at);
    await putName();
    const by = named(actor, await peopleOf(services, tenant, [actor.ref]));
    const id = newId("evt", random);
    const written = await policies.replace(tenant, policy, { ...event, id, at: at.now, actor });
    if (written === "conflict") throw new Problem("version_conflict");
    return policyView(policy, { settings, caller, changed: { at: at.now, actor: by } });
  },
});

export const { handler, serve } = endpoint(adminRoutes.adminPutPolicy, async (call, services) =>
  withSecondPerson(replacesPolicy, call, call.body, services),
);
