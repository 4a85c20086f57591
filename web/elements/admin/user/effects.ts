import type { Translator } from "../../language/translator.ts";
import { problemText } from "../../trouble/trouble-notice.ts";
import { doneText } from "./outcome-text.ts";
import type { UserState, UserMessage, UserRequest } from "./state.ts";
import type { Client, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/outcome.ts";
import type { Effects, Tenant } from "../context.ts";

const refused = (problem: Problem): UserMessage => ({ type: "refused", problem, now: Date.now() });

export async function callUser(client: Client, tenant: Tenant, request: UserRequest): Promise<UserMessage> {
  const { userId } = request;
  switch (request.call) {
    case "find":
      return outcomeOf(find(client, tenant, userId), (found) => ({ type: "found", found }), refused);
    case "reset":
      return outcomeOf(
        client.adminResetUser({ ...tenant, userId, reason: request.reason }),
        ({ known, removed }) => ({ type: "done", done: { kind: "reset", known, ...removed } }),
        refused,
      );
    case "reopen": {
      const { method, reason } = request;
      return outcomeOf(
        client.adminReopenMethod({ ...tenant, userId, method, reason }),
        () => ({ type: "done", done: { kind: "reopen", method } }),
        refused,
      );
    }
    case "set-phone":
      return outcomeOf(
        client.adminPreRegisterPhone({ ...tenant, userId, phoneNumber: request.phoneNumber }),
        ({ known, preRegisteredPhone: phoneNumber, activePhoneDiffers: differs }) => ({
          type: "done",
          done: { kind: "phone", known, phoneNumber, differs },
        }),
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

export const userEffects = (translator: Translator, before: UserState, after: UserState): Effects => ({
  say: said(translator, before, after),
  focus: focusAfter(before, after),
});

function said(translator: Translator, { done: was, trouble }: UserState, after: UserState): string | null {
  if (after.trouble !== null && after.trouble !== trouble) return problemText(translator, after.trouble.code);
  return after.done !== null && after.done !== was && after.found !== null
    ? doneText(translator, after.done, after.found)
    : null;
}

function focusAfter(before: UserState, after: UserState): readonly string[] | null {
  if (after.unnamed && after !== before) return ["#user-id"];
  const isAnother = after.found !== null && after.found.user.userId !== before.found?.user.userId;
  if (isAnother || (after.done !== null && after.done !== before.done)) return ["#found"];
  const { panel } = after;
  if (panel === null) return before.panel === null ? null : [`[part~="${before.panel.kind}"]`, "#found"];
  if (panel.kind !== before.panel?.kind) return panel.kind === "phone" ? ["#phone"] : ["#panel-title"];
  return "error" in panel && panel.error && panel !== before.panel ? ["#panel [aria-invalid]"] : null;
}
