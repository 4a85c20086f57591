import { offeredCountries, recentPolicy } from "../shared/access/organisation-policy.ts";
import { backupCodesView, factorViews, maskedPreRegisteredPhone } from "../shared/factors/views.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { isEnabled } from "../shared/account/account.ts";
import { must } from "../shared/account/enforcement.ts";
import { registrableTypes } from "../shared/account/policy.ts";
import { knownPasskeys } from "../shared/factors/passkey/usable.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(userRoutes.listFactors, async ({ account, caller, at }, services) => {
  const policy = await recentPolicy(services, caller.tenant);
  const { phoneRegistration, trustedDevices } = policy;
  const state = granted(await account.read(true), at.now);
  const { account: own } = state;
  const required = must(own, policy, caller.namedRoles, at.now);
  const passkeys = await knownPasskeys(services.vault, account.user, state, caller.party, at.now);
  return {
    enabled: isEnabled(own),
    required,
    canDisable: !required,
    factors: await factorViews(services.vault, account.user, state, at),
    backupCodes: backupCodesView(own.backupCodes),
    preRegisteredPhone: await maskedPreRegisteredPhone(services.vault, account.user, own),
    ...(passkeys && { passkeys }),
    policy: {
      factorTypes: [...registrableTypes(policy, caller.party !== null)],
      phoneRegistration,
      trustedDevices,
      ...offeredCountries(policy),
    },
  };
});
