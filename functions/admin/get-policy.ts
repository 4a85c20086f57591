import { currentPolicy } from "../../shared/account/organisation-policy.ts";
import { policyView } from "../../shared/account/policy-view.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.adminGetPolicy, async ({ tenant }, services) =>
  policyView(await currentPolicy(services, tenant)),
);
