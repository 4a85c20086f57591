import { endDevices } from "../shared/account/devices.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(userRoutes.endDevices, async ({ account, at }) => {
  granted(await account.change((state) => endDevices(state.account, null, "user")), at.now);
});
