import { currentPolicy, policyFaults, policyView } from "../../shared/access/organisation-policy.ts";
import { routes } from "../../shared/contract/routes.ts";
import { replacePolicy } from "../../shared/account/policy.ts";
import { floorOf } from "../../shared/account/policy-floor.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { invalid, Problem } from "../../shared/http/problem.ts";
import { newId } from "../../shared/runtime/clock.ts";

export const { handler, serve } = endpoint(
  routes.adminPutPolicy,
  async ({ tenant, caller, actor, body, at }, services) => {
    const { settings, policies, random } = services;
    const replaced = replacePolicy(await currentPolicy(services, tenant), body, at.now);
    if (replaced === null) throw new Problem("version_conflict");
    const { policy, event } = replaced;
    const faults = policyFaults(policy, body, floorOf(settings));
    if (faults.length > 0) throw invalid(faults);
    const id = newId("evt", random);
    const written = await policies.replace(tenant, policy, { ...event, id, at: at.now, actor });
    if (written === "conflict") throw new Problem("version_conflict");
    return policyView(policy, { settings, caller });
  },
);
