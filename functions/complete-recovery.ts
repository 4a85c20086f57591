import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { kinds } from "../shared/account/kinds.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { enroll } from "../shared/factors/index.ts";
import { recoveringAccess } from "../shared/factors/recovery.ts";
import { factorView } from "../shared/factors/views.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted, Problem } from "../shared/http/problem.ts";
import { sendsSms } from "../shared/runtime/outbound.ts";

/** A set-up as any other, behind the second mailed code. What there is works on until the new factor is confirmed. */
export const { handler, serve } = endpoint(
  userRoutes.completeRecovery,
  async (request, services) => {
    const { caller, at } = request;
    const { code, ...body } = request.body;
    // A set-up seals its secret first: where nothing is under way no key is made for it.
    const { account: own } = granted(await request.account.read(), at.now);
    if (own.recovery === undefined) throw new Problem("challenge_expired");
    const policy = async () => currentPolicy(services, caller.tenant);
    const account = recoveringAccess(request.account, services, { typed: code, policy, at });
    const label = body.label ?? kinds[body.type].defaultLabel;
    const view = async (state: Parameters<typeof factorView>[2], factor: Parameters<typeof factorView>[3]) =>
      factorView(services.vault, account.user, state, factor, at);
    const enrolled = granted(await enroll(services, { ...request, account, body, label, policy, view }), at.now);
    return { factor: enrolled.view, ...enrolled.answer };
  },
  sendsSms,
);
