import { endDevices } from "../shared/account/devices.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

/** One that is gone already is what the caller wants. */
export const { handler, serve } = endpoint(userRoutes.endDevice, async ({ account, params, at }) => {
  granted(await account.change((state) => endDevices(state.account, params.deviceId, "user")), at.now);
});
