import { routes } from "../../shared/contract/routes.ts";
import { preRegister } from "../../shared/factors/sms/pre-register.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(routes.adminRemovePhone, async ({ target, query, at }) => {
  const { account } = await target(query);
  granted(await account.change((state) => preRegister(state.account, null)), at.now);
});
