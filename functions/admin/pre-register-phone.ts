import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { preRegisterPhone } from "../../shared/factors/sms/pre-register.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  routes.adminPreRegisterPhone,
  async ({ tenant, target, query, body, at }, services) => {
    const { smsCountries } = await currentPolicy(services, tenant);
    const { account } = await target(query);
    const outcome = await preRegisterPhone(services, account, { phoneNumber: body.phoneNumber, smsCountries });
    const { known, masked, activePhoneDiffers } = granted(outcome, at.now);
    return { userId: query.userId, known, preRegisteredPhone: masked, activePhoneDiffers };
  },
);
