import { changedPolicy, currentPolicy } from "../../shared/access/organisation-policy.ts";
import { rehearsalOf } from "../../shared/factors/rehearsals.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";
import { firstWeekOf, ownPrices } from "../../shared/settings/sms-prices.ts";

/** Reads and writes nothing: a list can be walked through again. */
export const { handler, serve } = endpoint(
  adminRoutes.adminRehearse,
  async ({ tenant, target, body: { policy: change, userIds, issuer, recovery = false }, at }, services) => {
    const current = await currentPolicy(services, tenant);
    const { policy: planned } = granted(changedPolicy(services.settings, current, change, at.now), at.now);
    const targets = await Promise.all(userIds.map(async (userId) => target({ userId, issuer })));
    const users = targets.map(({ account }, nth) => ({ userId: userIds[nth] ?? "", user: account.user }));
    const rehearsal = { users, issuerId: targets[0]?.issuer, current, planned, recovery };
    const { messages, ...foreseen } = await rehearsalOf(services, rehearsal, at);
    return { ...foreseen, sms: firstWeekOf(messages, ownPrices(services.settings)) };
  },
);
