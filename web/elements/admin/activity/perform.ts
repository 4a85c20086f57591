import type { Client } from "../../api.ts";
import { outcomeOf } from "../../base/outcome.ts";
import type { Tenant } from "../tenant.ts";
import type { ActivityPage } from "../types.ts";
import type { ActivityMessage, ActivityRequest } from "./next.ts";

export const callActivity = async (
  client: Client,
  tenant: Tenant,
  { userId, cursor }: ActivityRequest,
): Promise<ActivityMessage> =>
  outcomeOf<ActivityPage, ActivityMessage>(
    client.adminListEvents({ ...tenant, userId, ...(cursor !== null && { cursor }) }),
    (page) => ({ type: "answered", page }),
    (problem) => ({ type: "refused", problem, now: Date.now() }),
  );
