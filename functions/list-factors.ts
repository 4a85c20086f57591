import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { backupCodesView, factorViews, maskedPreRegisteredPhone } from "../shared/access/views.ts";
import { routes } from "../shared/contract/routes.ts";
import { isEnabled } from "../shared/account/account.ts";
import { endpoint } from "../shared/http/endpoint.ts";

export const { handler, serve } = endpoint(routes.listFactors, async ({ account, caller, at }, services) => {
  const { required, factorTypes, phoneRegistration } = await recentPolicy(services, caller.tenant);
  const own = await account.read();
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
