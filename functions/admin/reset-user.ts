import { isStored } from "../../shared/account/account.ts";
import { reset } from "../../shared/account/remove.ts";
import { actParameters } from "../../shared/contract/help-desk-schemas.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { leaveCredentials } from "../../shared/factors/views.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";

const nothing = { factors: 0, backupCodes: 0, gone: [], staged: null };

export const resetUser = actOn({
  action: "reset",
  status: adminRoutes.adminResetUser.status,
  parameters: actParameters.reset,
  users: (user) => [user],
  needsKnownUser: true,
  async carryOut({ target, at }, { reason, ...user }, services) {
    const { account } = await target(user);
    let known = false;
    const outcome = await account.change((state) => {
      known = isStored(state.account);
      return known ? reset(state.account, reason) : { outcome: { ok: true, ...nothing } };
    });
    const { factors, backupCodes, ...left } = granted(outcome, at.now);
    await leaveCredentials(services, account.user, left);
    return { userId: user.userId, known, removed: { factors, backupCodes } };
  },
});

export const { handler, serve } = endpoint(adminRoutes.adminResetUser, async (call, services) => {
  const { tenant: _, ...user } = call.query;
  return withSecondPerson(resetUser, call, { ...user, ...call.body }, services);
});
