import { currentPolicy, policyFaults, policyView } from "../../shared/access/organisation-policy.ts";
import { actParameters } from "../../shared/contract/admin-schemas.ts";
import { routes } from "../../shared/contract/routes.ts";
import { replacePolicy } from "../../shared/account/policy.ts";
import { floorOf, looserFields } from "../../shared/account/policy-floor.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { invalid, Problem } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";
import { newId } from "../../shared/runtime/clock.ts";
import type { At } from "../../shared/account/decision.ts";

type PolicyServices = Parameters<typeof currentPolicy>[0] & { readonly settings: Parameters<typeof floorOf>[0] };
type Change = Parameters<typeof replacePolicy>[1];

/** The policy that the change would make, and the one that it replaces. */
async function replaced(services: PolicyServices, tenant: string, change: Change, { now }: At) {
  const current = await currentPolicy(services, tenant);
  const next = replacePolicy(current, change, now);
  if (next === null) throw new Problem("version_conflict");
  const faults = policyFaults(next.policy, change, floorOf(services.settings));
  if (faults.length > 0) throw invalid(faults);
  return { current, ...next };
}

export const replacesPolicy = actOn({
  action: "policy",
  status: routes.adminPutPolicy.status,
  parameters: actParameters.policy,
  users: () => [],
  async waits({ tenant, at }, change, services) {
    const { current, policy } = await replaced(services, tenant, change, at);
    return looserFields(policy, current).length > 0;
  },
  async carryOut({ tenant, caller, actor, at }, change, services) {
    const { policies, random, settings } = services;
    const { policy, event } = await replaced(services, tenant, change, at);
    const id = newId("evt", random);
    const written = await policies.replace(tenant, policy, { ...event, id, at: at.now, actor });
    if (written === "conflict") throw new Problem("version_conflict");
    return policyView(policy, { settings, caller });
  },
});

export const { handler, serve } = endpoint(routes.adminPutPolicy, async (call, services) =>
  withSecondPerson(replacesPolicy, call, call.body, services),
);
