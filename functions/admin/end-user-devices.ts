import { endDevices } from "../../shared/account/devices.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(adminRoutes.adminEndUserDevices, async ({ target, query, at }) => {
  const { account } = await target(query);
  granted(await account.change((state) => endDevices(state.account, null, "admin")), at.now);
});
