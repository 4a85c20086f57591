import { reopen } from "../../shared/account/reopen.ts";
import { actParameters } from "../../shared/contract/help-desk-schemas.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";

export const reopenMethod = actOn({
  action: "reopen",
  status: adminRoutes.adminReopenMethod.status,
  parameters: actParameters.reopen,
  users: (user) => [user],
  needsKnownUser: true,
  async carryOut({ target, at }, { method, reason, ...user }) {
    const { account } = await target(user);
    granted(await account.change((state) => reopen(state.account, method, { by: "admin", reason }, at)), at.now);
  },
});

export const { handler, serve } = endpoint(adminRoutes.adminReopenMethod, async (call, services) => {
  const { tenant: _, ...user } = call.query;
  return withSecondPerson(reopenMethod, call, { ...user, ...call.body }, services);
});
