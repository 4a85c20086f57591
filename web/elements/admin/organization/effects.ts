import type { ActivityMessage, ActivityRequest } from "../../activity/update.ts";
import type { ActivityPage, Client, Data, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/controllers.ts";
import type { Translator } from "../../language/translator.ts";
import { generalTexts } from "../../texts/areas.ts";
import { problemText, type Trouble } from "../../trouble/trouble.ts";
import type { Effects, Tenant } from "../page-parts.ts";
import {
  type ApprovalDone,
  type ApprovalsMessage,
  type ApprovalsRequest,
  type ApprovalsState,
  doneText,
} from "./approvals.ts";
import type { RehearsalMessage, RehearsalRequest, RehearsalState } from "./rehearsal-update.ts";
import { faultText } from "./rehearsal-view.ts";
import type { VersionsMessage } from "./history.ts";

const refused = (problem: Problem) => ({ type: "refused", problem, now: Date.now() }) as const;

export async function callApprovals(
  client: Client,
  tenant: Tenant,
  request: ApprovalsRequest,
): Promise<ApprovalsMessage> {
  const done = (what: ApprovalDone): ApprovalsMessage => ({ type: "done", done: what });
  switch (request.call) {
    case "list":
      return outcomeOf<Data<"adminListApprovals">, ApprovalsMessage>(
        client.adminListApprovals(tenant),
        ({ approvals }) => ({ type: "listed", approvals }),
        refused,
      );
    case "approve": {
      const { approval } = request;
      const { id: approvalId, action, parameters } = approval;
      return outcomeOf(
        client.adminApprove({ ...tenant, approvalId, action, parameters }),
        (answer) =>
          done({ kind: "approved", approval, code: answer !== undefined && "code" in answer ? answer : null }),
        refused,
      );
    }
    case "drop":
      return outcomeOf(
        client.adminDropApproval({ ...tenant, approvalId: request.approval.id }),
        () => done({ kind: "dropped" }),
        refused,
      );
  }
}

export const callHistory = async (
  client: Client,
  tenant: Tenant,
  { cursor, limit }: ActivityRequest,
): Promise<ActivityMessage> =>
  outcomeOf<ActivityPage, ActivityMessage>(
    client.adminListActivity({ ...tenant, limit, ...(cursor !== null && { cursor }) }),
    (page) => ({ type: "answered", page }),
    refused,
  );

export const callVersions = async (client: Client, tenant: Tenant): Promise<VersionsMessage> =>
  outcomeOf<Data<"adminPolicyHistory">, VersionsMessage>(
    client.adminPolicyHistory(tenant),
    ({ versions }) => ({ type: "answered", versions }),
    refused,
  );

export async function callRehearsal(
  client: Client,
  tenant: Tenant,
  request: RehearsalRequest,
): Promise<RehearsalMessage> {
  if (request.call === "read")
    return request.file.arrayBuffer().then(
      (bytes) => ({ type: "read", text: utf8(bytes) }),
      () => ({ type: "read", text: null }),
    );
  const { policy, batch } = request;
  const input = { ...tenant, ...batch, policy } as Parameters<Client["adminRehearse"]>[0];
  return outcomeOf<Data<"adminRehearse">, RehearsalMessage>(
    client.adminRehearse(input),
    (answer) => ({ type: "answered", answer }),
    refused,
  );
}

/** Null: another encoding. */
function utf8(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const troubleText = (translator: Translator, before: Trouble<unknown> | null, after: Trouble<unknown> | null) =>
  after !== null && after !== before ? problemText(translator, after.code) : null;

export function approvalsEffects(translator: Translator, before: ApprovalsState, after: ApprovalsState): Effects {
  if (after.copied !== null && after.copied !== before.copied)
    return { say: translator.say(generalTexts, after.copied ? "copied" : "copyFailed"), focus: null };
  const isDone = after.done !== null && after.done !== before.done;
  return {
    say:
      isDone && after.done !== null
        ? doneText(translator, after.done)
        : troubleText(translator, before.trouble, after.trouble),
    focus: isDone ? ["h2"] : null,
  };
}

export function rehearsalEffects(translator: Translator, before: RehearsalState, after: RehearsalState): Effects {
  if (after.fault !== null && after.fault !== before.fault)
    return { say: faultText(translator, after.fault), focus: ["#ids"] };
  const say = troubleText(translator, before.trouble, after.trouble);
  return { say, focus: (after.policy === null) === (before.policy === null) ? null : ["h2"] };
}

export const listEffects = (
  translator: Translator,
  before: { readonly trouble: Trouble<unknown> | null },
  after: { readonly trouble: Trouble<unknown> | null },
): Effects => ({ say: troubleText(translator, before.trouble, after.trouble), focus: null });
