import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { preRegisterPhone } from "../../shared/factors/sms/flows.ts";
import { actParameters } from "../../shared/contract/help-desk-schemas.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";

export const registerPhone = actOn({
  action: "phone",
  status: adminRoutes.adminPreRegisterPhone.status,
  parameters: actParameters.phone,
  users: (user) => [user],
  async carryOut({ tenant, target, at }, { phoneNumber, ...user }, services) {
    const { smsCountries } = await currentPolicy(services, tenant);
    const { account } = await target(user);
    const outcome = await preRegisterPhone(services, account, { phoneNumber, smsCountries });
    const { known, masked, activePhoneDiffers } = granted(outcome, at.now);
    return { userId: user.userId, known, preRegisteredPhone: masked, activePhoneDiffers };
  },
});

export const { handler, serve } = endpoint(adminRoutes.adminPreRegisterPhone, async (call, services) => {
  const { tenant: _, ...user } = call.query;
  return withSecondPerson(registerPhone, call, { ...user, ...call.body }, services);
});
