import { deviceView } from "../shared/access/remembered-devices.ts";
import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { livingDevices } from "../shared/account/devices.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(userRoutes.listDevices, async ({ account, caller, at }, services) => {
  const policy = await recentPolicy(services, caller.tenant);
  const { account: own } = granted(await account.read(), at.now);
  return { devices: livingDevices(own, policy, at.now).map((device) => deviceView(device, policy)) };
});
