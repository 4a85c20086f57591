import type { Translator } from "../../language/translator.ts";
import { generalTexts } from "../../texts/areas.ts";
import { problemText } from "../../trouble/trouble-notice.ts";
import { doneText, sentText } from "./outcome-text.ts";
import type { Done, UserMessage, UserRequest, UserState } from "./state.ts";
import { hoursIn } from "./update.ts";
import type { Client, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/outcome.ts";
import type { Effects, Tenant } from "../context.ts";

const refused = (problem: Problem): UserMessage => ({ type: "refused", problem, now: Date.now() });

export async function callUser(client: Client, tenant: Tenant, request: UserRequest): Promise<UserMessage> {
  const { userId } = request;
  switch (request.call) {
    case "find":
      return outcomeOf(find(client, tenant, userId), (found) => ({ type: "found", found }), refused);
    case "act":
      return callAct(client, tenant, request);
    case "end-devices":
      return outcomeOf(
        client.adminEndUserDevices({ ...tenant, userId }),
        () => ({ type: "done", done: { kind: "end-devices" } }),
        refused,
      );
    case "check-caller":
      return outcomeOf(
        client.adminCheckCaller({ ...tenant, userId, channel: request.channel }),
        (sent) => ({ type: "words-sent", sent }),
        refused,
      );
    case "compare-words":
      return outcomeOf(
        client.adminConfirmCaller({ ...tenant, userId, words: request.words }),
        () => ({ type: "done", done: { kind: "caller" } }),
        refused,
      );
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

async function callAct(
  client: Client,
  tenant: Tenant,
  { userId, act, reason }: Extract<UserRequest, { call: "act" }>,
): Promise<UserMessage> {
  const input = { ...tenant, userId, reason };
  const done = (what: Done): UserMessage => ({ type: "done", done: what });
  switch (act.kind) {
    case "reset":
      return outcomeOf(
        client.adminResetUser(input),
        ({ known, removed }) => done({ kind: "reset", known, ...removed }),
        refused,
      );
    case "reopen":
      return outcomeOf(
        client.adminReopenMethod({ ...input, method: act.method }),
        () => done({ kind: "reopen", method: act.method }),
        refused,
      );
    case "requirement":
      return outcomeOf(
        client.adminSetRequirement({ ...input, required: act.required }),
        ({ required }) => done({ kind: "requirement", required }),
        refused,
      );
    case "bypass-code": {
      const hours = hoursIn(act.hours);
      return outcomeOf(
        client.adminIssueBypassCode({ ...input, ...(hours !== null && { hours }) }),
        ({ code, expiresAt }) => done({ kind: "bypass-code", code, expiresAt }),
        refused,
      );
    }
    case "recovery":
      return outcomeOf<unknown, UserMessage>(
        act.approves ? client.adminApproveRecovery(input) : client.adminRefuseRecovery(input),
        () => done({ kind: "recovery", approves: act.approves }),
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

function said(translator: Translator, before: UserState, after: UserState): string | null {
  const { done: was, trouble, copied } = before;
  if (after.copied !== null && after.copied !== copied)
    return translator.say(generalTexts, after.copied ? "copied" : "copyFailed");
  const { panel } = after;
  if (
    panel?.kind === "caller" &&
    panel.sent !== null &&
    before.panel?.kind === "caller" &&
    before.panel.sent !== panel.sent
  )
    return sentText(translator, panel.sent);
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
  if (panel.kind === "caller" && before.panel?.kind === "caller" && panel.sent !== before.panel.sent)
    return panel.sent === null ? ["#panel-title"] : ["#words"];
  return "error" in panel && panel.error && panel !== before.panel ? ["#panel [aria-invalid]"] : null;
}
