import type { Translator } from "../../language/translator.ts";
import { adminTexts, generalTexts, organizationTexts } from "../../texts/areas.ts";
import { problemText } from "../../trouble/trouble.ts";
import type { Done, Found, SentWords, UserMessage, UserRequest, UserState } from "./state.ts";
import { hoursIn } from "./update.ts";
import type { Client, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/controllers.ts";
import type { Effects, Tenant } from "../page-parts.ts";
import { methodName } from "../../factors/kinds.ts";
import type { Tone } from "../../parts/blocks.ts";

/** The next sign-in of the user after a reset, under the policy as it is. */
export function afterReset(translator: Translator, { user, policy }: Found): string {
  if (!policy.required && user.requirement === null) return translator.say(adminTexts, "resetToPassword");
  if (policy.phoneRegistration === "self") return translator.say(adminTexts, "resetToAnyone");
  const phone = user.preRegisteredPhone;
  return phone === null
    ? translator.say(adminTexts, "resetToNobody")
    : translator.say(adminTexts, "resetToPhone", { phone });
}

/** A number for somebody who is yet to come is usual, so it is no warning. */
export function doneTone(done: Done): Tone {
  switch (done.kind) {
    case "phone":
      return done.differs ? "warning" : done.known ? "success" : "info";
    case "reset":
      return done.known ? "success" : "warning";
    case "waits":
      return "info";
    default:
      return "success";
  }
}

const timeOf = (translator: Translator, at: string): string => translator.moment(Date.parse(at));

export const sentText = (translator: Translator, { sentTo: to, expiresAt }: SentWords): string =>
  translator.say(organizationTexts, "callerSent", { to, time: timeOf(translator, expiresAt) });

export function doneText(translator: Translator, done: Done, { user }: Found): string {
  const name = { user: user.userId };
  switch (done.kind) {
    case "reset": {
      if (!done.known) return translator.say(adminTexts, "resetUnknown", { user: user.userId });
      const { factors, backupCodes: codes } = done;
      return translator.say(adminTexts, "resetDone", { user: user.userId, factors, codes });
    }
    case "reopen":
      return translator.say(adminTexts, "reopenDone", {
        user: user.userId,
        method: methodName(translator, done.method) ?? done.method,
      });
    case "phone": {
      const key = done.differs ? "registerDiffers" : done.known ? "registerDone" : "registerUnknown";
      return translator.say(adminTexts, key, { phone: done.phoneNumber });
    }
    case "remove-phone":
      return translator.say(adminTexts, "removeDone");
    case "bypass-code":
      return translator.say(organizationTexts, "bypassDone", { ...name, time: timeOf(translator, done.expiresAt) });
    case "waits":
      return translator.say(organizationTexts, "waits", { time: timeOf(translator, done.expiresAt) });
    case "requirement":
      return translator.say(organizationTexts, done.required === null ? "mustNotDone" : "mustDone", name);
    case "recovery":
      return translator.say(organizationTexts, done.approves ? "recoveryApproved" : "recoveryRefused", name);
    case "end-devices":
      return translator.say(organizationTexts, "devicesDone", name);
    case "caller":
      return translator.say(organizationTexts, "callerDone", name);
  }
}

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
