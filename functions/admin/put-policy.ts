import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { policyView } from "../../shared/access/policy-view.ts";
import { routes } from "../../shared/contract/routes.ts";
import { allCountries } from "../../shared/account/countries.ts";
import { isConsistent, replacePolicy } from "../../shared/account/policy.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { invalid, Problem } from "../../shared/http/problem.ts";
import { newId } from "../../shared/runtime/id.ts";

export const { handler, serve } = endpoint(routes.adminPutPolicy, async ({ tenant, actor, body, at }, services) => {
  const unknown = body.smsCountries?.filter((country) => !allCountries.includes(country)) ?? [];
  if (unknown.length > 0)
    throw invalid([{ path: "smsCountries", message: `Not a country: ${unknown.slice(0, 5).join(", ")}` }]);
  const replaced = replacePolicy(await currentPolicy(services, tenant), body);
  if (replaced === null) throw new Problem("version_conflict");
  const { policy, event } = replaced;
  if (!isConsistent(policy))
    throw invalid([{ path: "factorTypes", message: "Pre-registration needs sms among the factor types" }]);
  const written = await services.policies.replace(tenant, policy, {
    ...event,
    id: newId("evt", services.random),
    at: at.now,
    actor,
  });
  if (written === "conflict") throw new Problem("version_conflict");
  return policyView(policy);
});
