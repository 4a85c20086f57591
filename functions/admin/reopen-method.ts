import { reopen } from "../../shared/account/reopen.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(routes.adminReopenMethod, async ({ target, query, body, at }) => {
  const { account } = await target(query);
  const { method, reason } = body;
  granted(await account.change((state) => reopen(state.account, method, { by: "admin", reason }, at)), at.now);
});
