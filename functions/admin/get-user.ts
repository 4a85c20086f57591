import { recentPolicy } from "../../shared/account/organisation-policy.ts";
import { throttleView } from "../../shared/account/throttle-view.ts";
import { backupCodesView, factorViews, maskedPreRegisteredPhone } from "../../shared/account/views.ts";
import { routes } from "../../shared/contract/routes.ts";
import { isEnabled } from "../../shared/domain/account.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.adminGetUser, async ({ tenant, target, params, at }, services) => {
  const { required } = await recentPolicy(services, tenant);
  const { userId, account } = await target(params.userId);
  const state = await account.read();
  return {
    userId,
    ref: account.user.ref,
    enabled: isEnabled(state),
    required,
    factors: await factorViews(services.vault, account.user, state, at),
    backupCodes: backupCodesView(state.backupCodes),
    preRegisteredPhone: await maskedPreRegisteredPhone(services.vault, account.user, state),
    throttle: throttleView(state, at),
  };
});
