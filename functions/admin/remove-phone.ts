import { actParameters } from "../../shared/contract/help-desk-schemas.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { preRegister } from "../../shared/factors/sms/flows.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";

export const removePhone = actOn({
  action: "phone",
  status: adminRoutes.adminRemovePhone.status,
  parameters: actParameters.phone_removal,
  users: (user) => [user],
  needsKnownUser: true,
  async carryOut({ target, at }, { phoneNumber, ...user }) {
    const { account } = await target(user);
    granted(await account.change((state) => preRegister(state.account, phoneNumber)), at.now);
  },
});

export const { handler, serve } = endpoint(adminRoutes.adminRemovePhone, async (call, services) => {
  const { tenant: _, ...user } = call.query;
  return withSecondPerson(removePhone, call, { ...user, phoneNumber: null }, services);
});
