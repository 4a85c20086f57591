import { policyFieldsView } from "../../shared/access/organisation-policy.ts";
import { named, peopleOf } from "../../shared/access/people.ts";
import { isoTime } from "../../shared/account/instant.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

/** As they were written: a floor of today raises them when they are restored. */
export const { handler, serve } = endpoint(adminRoutes.adminPolicyHistory, async ({ tenant }, services) => {
  const versions = await services.policies.history(tenant);
  const refs = versions.map(({ actor }) => actor.ref);
  const person = await peopleOf(services, tenant, refs);
  return {
    versions: versions.map(({ policy, at, actor }) => ({
      version: policy.version,
      at: isoTime(at),
      actor: named(actor, person),
      policy: policyFieldsView(policy),
    })),
  };
});
