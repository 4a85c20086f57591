import { withoutDevicesBefore } from "../../shared/account/policy.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Problem } from "../../shared/http/problem.ts";
import { newId } from "../../shared/runtime/services.ts";

const tries = 3;

/** A number in the policy ends all of them: no account is touched. An organisation that never wrote a policy has no device. */
export const { handler, serve } = endpoint(
  adminRoutes.adminEndDevices,
  async ({ tenant, actor, putName, at }, { policies, random }) => {
    for (let nth = 0; nth < tries; nth += 1) {
      const current = await policies.current(tenant);
      if (current === null) return;
      await putName();
      const { policy, event } = withoutDevicesBefore(current, at.now);
      const written = await policies.replace(tenant, policy, { ...event, id: newId("evt", random), at: at.now, actor });
      if (written === "written") return;
    }
    throw new Problem("version_conflict");
  },
);
