import type { Client, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/outcome.ts";
import type { Tenant } from "../tenant.ts";
import type { PolicyMessage, PolicyRequest } from "./update.ts";

const refused = (problem: Problem): PolicyMessage => ({ type: "refused", problem, now: Date.now() });

export const performPolicy = async (client: Client, tenant: Tenant, request: PolicyRequest): Promise<PolicyMessage> =>
  request.call === "get"
    ? outcomeOf(client.adminGetPolicy(tenant), (policy) => ({ type: "loaded", policy }), refused)
    : outcomeOf(
        client.adminPutPolicy({ ...tenant, ...request.change, version: request.version }),
        (policy) => ({ type: "saved", policy }),
        refused,
      );
