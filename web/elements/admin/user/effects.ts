import type { Client, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/outcome.ts";
import type { Tenant } from "../tenant.ts";
import type { UserMessage, UserRequest } from "./state.ts";

const refused = (problem: Problem): UserMessage => ({ type: "refused", problem, now: Date.now() });

export async function performUser(client: Client, tenant: Tenant, request: UserRequest): Promise<UserMessage> {
  const { userId } = request;
  switch (request.call) {
    case "find":
      return outcomeOf(find(client, tenant, userId), (found) => ({ type: "found", found }), refused);
    case "reset":
      return outcomeOf(
        client.adminResetUser({ ...tenant, userId, reason: request.reason }),
        ({ removed }) => ({ type: "done", done: { kind: "reset", ...removed } }),
        refused,
      );
    case "set-phone":
      return outcomeOf(
        client.adminPreRegisterPhone({ ...tenant, userId, phoneNumber: request.phoneNumber }),
        ({ preRegisteredPhone }) => ({ type: "done", done: { kind: "phone", phoneNumber: preRegisteredPhone } }),
        refused,
      );
    case "remove-phone":
      return outcomeOf(
        client.adminRemovePhone({ ...tenant, userId }),
        () => ({ type: "done", done: { kind: "remove-phone" } }),
        refused,
      );
  }
}

async function find(client: Client, tenant: Tenant, userId: string) {
  const [user, policy] = await Promise.all([client.adminGetUser({ ...tenant, userId }), client.adminGetPolicy(tenant)]);
  if (user.problem !== undefined) return user;
  return policy.problem === undefined ? { data: { user: user.data, policy: policy.data } } : policy;
}
