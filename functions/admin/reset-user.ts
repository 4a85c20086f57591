import { isStored } from "../../shared/account/account.ts";
import { reset } from "../../shared/account/remove.ts";
import { routes } from "../../shared/contract/routes.ts";
import { leaveCredentials } from "../../shared/factors/passkey/usable.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

const nothing = { factors: 0, backupCodes: 0, gone: [], staged: null };

export const { handler, serve } = endpoint(routes.adminResetUser, async ({ target, query, body, at }, services) => {
  const { account } = await target(query);
  let known = false;
  const outcome = await account.change((state) => {
    known = isStored(state.account);
    return known ? reset(state.account, body.reason) : { outcome: { ok: true, ...nothing } };
  });
  const { factors, backupCodes, ...left } = granted(outcome, at.now);
  await leaveCredentials(services, account.user, left);
  return { userId: query.userId, known, removed: { factors, backupCodes } };
});
