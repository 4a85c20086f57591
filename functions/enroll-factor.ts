import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { kinds } from "../shared/account/kinds.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { enroll } from "../shared/factors/index.ts";
import { factorView } from "../shared/factors/views.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";
import { sendsSms } from "../shared/runtime/outbound.ts";

export const { handler, serve } = endpoint(
  userRoutes.enrollFactor,
  async (request, services) => {
    const { account, caller, body, at } = request;
    const policy = async () => currentPolicy(services, caller.tenant);
    const label = body.label ?? kinds[body.type].defaultLabel;
    const view = async (state: Parameters<typeof factorView>[2], factor: Parameters<typeof factorView>[3]) =>
      factorView(services.vault, account.user, state, factor, at);
    const enrolled = granted(await enroll(services, { ...request, label, policy, view }), at.now);
    return { factor: enrolled.view, ...enrolled.answer };
  },
  sendsSms,
);
