import { routes } from "../../shared/contract/routes.ts";
import { reset } from "../../shared/account/remove.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(routes.adminResetUser, async ({ target, params, body, at }) => {
  const { userId, account } = await target(params.userId);
  const { factors, backupCodes } = granted(await account.change((state) => reset(state.account, body.reason)), at.now);
  return { userId, removed: { factors, backupCodes } };
});
