import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { backupCodesView, factorViews, maskedPreRegisteredPhone } from "../shared/factors/views.ts";
import { routes } from "../shared/contract/routes.ts";
import { isEnabled } from "../shared/account/account.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(routes.listFactors, async ({ account, caller, at }, services) => {
  const { required, factorTypes, phoneRegistration } = await recentPolicy(services, caller.tenant);
  const { account: own } = granted(await account.read(), at.now);
  return {
    enabled: isEnabled(own),
    required,
    canDisable: !required,
    factors: await factorViews(services.vault, account.user, own, at),
    backupCodes: backupCodesView(own.backupCodes),
    preRegisteredPhone: await maskedPreRegisteredPhone(services.vault, account.user, own),
    policy: { factorTypes: [...factorTypes], phoneRegistration },
  };
});
