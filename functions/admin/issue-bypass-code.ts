import { withPrepared } from "../../shared/access/account-access.ts";
import { isEnabled } from "../../shared/account/account.ts";
import { issueBypassCode } from "../../shared/account/help-desk.ts";
import { refuse } from "../../shared/account/decision.ts";
import { isoTime } from "../../shared/account/instant.ts";
import { actParameters } from "../../shared/contract/help-desk-schemas.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { newBypassCode } from "../../shared/factors/backup-codes/rules.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";

export const bypassCode = actOn({
  action: "bypass_code",
  status: adminRoutes.adminIssueBypassCode.status,
  parameters: actParameters.bypass_code,
  users: (user) => [user],
  needsKnownUser: true,
  async carryOut({ target, at }, { hours, reason, ...user }, services) {
    const { account } = await target(user);
    const outcome = await account.change<{ readonly until: number; readonly code: string }>(async (state) => {
      if (!isEnabled(state.account)) return refuse({ code: "not_enrolled" });
      const { code, stored } = await newBypassCode(services, account.user);
      return withPrepared(issueBypassCode(state.account, stored, { hours, reason }, at), async () => ({ code }));
    });
    const { code, until } = granted(outcome, at.now);
    return { code, expiresAt: isoTime(until) };
  },
});

export const { handler, serve } = endpoint(adminRoutes.adminIssueBypassCode, async (call, services) => {
  const { tenant: _, ...user } = call.query;
  return withSecondPerson(bypassCode, call, { ...user, ...call.body }, services);
});
