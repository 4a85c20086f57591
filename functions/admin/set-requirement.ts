import { setRequirement } from "../../shared/account/enforcement.ts";
import { actParameters } from "../../shared/contract/help-desk-schemas.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";

export const requireUser = actOn({
  action: "requirement",
  status: adminRoutes.adminSetRequirement.status,
  parameters: actParameters.requirement,
  users: (user) => [user],
  // To require more of a user waits for nobody.
  waits: async (_, { required }) => Promise.resolve(required === null),
  needsKnownUser: true,
  async carryOut({ target, at }, { required, reason, ...user }) {
    const { account } = await target(user);
    granted(await account.change((state) => setRequirement(state.account, required, reason)), at.now);
    return { userId: user.userId, required };
  },
});

export const { handler, serve } = endpoint(adminRoutes.adminSetRequirement, async (call, services) => {
  const { tenant: _, ...user } = call.query;
  return withSecondPerson(requireUser, call, { ...user, ...call.body }, services);
});
