import type { ReactiveControllerHost } from "lit";
import type { Client } from "../api.ts";
import { StateController } from "../base/controllers.ts";
import type { Translator } from "../language/translator.ts";
import {
  type ActivityMessage,
  type ActivityRequest,
  type ActivityState,
  noActivity,
  updateActivity,
} from "../activity/update.ts";
import { activityEffects, callActivity } from "./activity.ts";
import type { Effects, Tenant } from "./page-parts.ts";
import * as phones from "./import/update.ts";
import { callImport, importEffects } from "./import/effects.ts";
import * as approvals from "./organization/approvals.ts";
import {
  approvalsEffects,
  callApprovals,
  callHistory,
  callRehearsal,
  callVersions,
  listEffects,
  rehearsalEffects,
} from "./organization/effects.ts";
import * as rehearsal from "./organization/rehearsal-update.ts";
import {
  callPosture,
  noPosture,
  type PostureMessage,
  type PostureState,
  updatePosture,
} from "./organization/posture.ts";
import * as sms from "./organization/sms-update.ts";
import { smsEffects } from "./organization/sms-view.ts";
import * as versions from "./organization/history.ts";
import { changesIn } from "./policy/draft.ts";
import * as policy from "./policy/update.ts";
import { callPolicy, policyEffects } from "./policy/effects.ts";
import type { Trouble } from "../trouble/trouble.ts";
import { noUser, updateUser } from "./user/update.ts";
import { callUser, userEffects } from "./user/effects.ts";
import type { UserMessage, UserRequest, UserState } from "./user/state.ts";

/** An event reaches the activity by a queue, a little after its change. */
const activityLagMillis = 2000;

export type Section = "users" | "import" | "policy" | "approvals" | "history" | "rehearsal" | "spending" | "posture";

/** The parts of the element that the controllers need. */
export interface ControllerDeps {
  readonly client: () => Client;
  readonly tenant: () => Tenant;
  readonly translator: () => Translator;
  readonly follow: (section: Section, effects: Effects, trouble: Trouble<unknown> | null) => void;
}

/** Each runs by itself: a user, the user's activity, an import that goes on behind the other pages, the policy, and those of the organization. */
export function createControllers(
  host: ReactiveControllerHost,
  { client, tenant, translator, follow }: ControllerDeps,
) {
  const ofActivity = new StateController<ActivityState, ActivityMessage, ActivityRequest>(host, {
    initial: noActivity,
    update: updateActivity,
    call: async (request) => callActivity(client(), tenant(), request),
    onChange: (before, after) => follow("users", activityEffects(translator(), before, after), after.trouble),
  });

  const ofUser = new StateController<UserState, UserMessage, UserRequest>(host, {
    initial: noUser,
    update: updateUser,
    call: async (request) => callUser(client(), tenant(), request),
    onChange: (before, after) => {
      follow("users", userEffects(translator(), before, after), after.trouble);
      const userId = after.found?.user.userId ?? null;
      const show = (): void => ofActivity.send(userId === null ? { type: "closed" } : { type: "opened", userId });
      if (after.found?.user !== before.found?.user) show();
      if (after.done !== null && after.done !== before.done)
        setTimeout(() => ofUser.state.found?.user.userId === userId && show(), activityLagMillis);
    },
  });

  const ofPolicy = new StateController<policy.PolicyState, policy.PolicyMessage, policy.PolicyRequest>(host, {
    initial: policy.noPolicy,
    update: policy.updatePolicy,
    call: async (request) => callPolicy(client(), tenant(), request),
    onChange: (before, after) => {
      follow("policy", policyEffects(translator(), before, after), after.trouble);
      if (after.view === "form" && after.saved) ofUser.send({ type: "policy", policy: after.base });
    },
  });

  type ImportController = StateController<phones.ImportState, phones.ImportMessage, phones.ImportRequest>;
  const ofImport: ImportController = new StateController(host, {
    initial: phones.noImport,
    update: phones.updateImport,
    call: async (request) =>
      callImport(
        {
          client: client(),
          tenant: tenant(),
          // Another file, or another organization: what is left of this run must not go on under its name.
          isStopped: () =>
            ofImport.state.request !== request || !("stopping" in ofImport.state) || ofImport.state.stopping,
          onRow: (result) => ofImport.send({ type: "row", result }),
        },
        request,
      ),
    onChange: (before, after) => follow("import", importEffects(translator(), before, after), after.trouble),
  });

  return {
    user: ofUser,
    activity: ofActivity,
    policy: ofPolicy,
    import: ofImport,
    ...organizationControllers(host, { client, tenant, translator, follow }, () => {
      const { state } = ofPolicy;
      // With something typed, saving it meets the new version.
      if (state.view !== "loading" && changesIn(state.base, state.draft).length === 0) ofPolicy.send({ type: "start" });
    }),
  };
}

function organizationControllers(
  host: ReactiveControllerHost,
  { client, tenant, translator, follow }: ControllerDeps,
  onPolicyApproved: () => void,
) {
  const ofApprovals = new StateController<
    approvals.ApprovalsState,
    approvals.ApprovalsMessage,
    approvals.ApprovalsRequest
  >(host, {
    initial: approvals.noApprovals,
    update: approvals.updateApprovals,
    call: async (request) => callApprovals(client(), tenant(), request),
    onChange: (before, after) => {
      follow("approvals", approvalsEffects(translator(), before, after), after.trouble);
      const { done } = after;
      if (done !== before.done && done?.kind === "approved" && done.approval.action === "policy") onPolicyApproved();
    },
  });
  const ofHistory = new StateController<ActivityState, ActivityMessage, ActivityRequest>(host, {
    initial: noActivity,
    update: updateActivity,
    call: async (request) => callHistory(client(), tenant(), request),
    onChange: (before, after) => follow("history", activityEffects(translator(), before, after), after.trouble),
  });
  const ofVersions = new StateController<versions.VersionsState, versions.VersionsMessage, versions.VersionsRequest>(
    host,
    {
      initial: versions.noVersions,
      update: versions.updateVersions,
      call: async () => callVersions(client(), tenant()),
      onChange: (before, after) => follow("history", listEffects(translator(), before, after), after.trouble),
    },
  );
  const ofRehearsal = new StateController<
    rehearsal.RehearsalState,
    rehearsal.RehearsalMessage,
    rehearsal.RehearsalRequest
  >(host, {
    initial: rehearsal.noRehearsal,
    update: rehearsal.updateRehearsal,
    call: async (request) => callRehearsal(client(), tenant(), request),
    onChange: (before, after) => follow("rehearsal", rehearsalEffects(translator(), before, after), after.trouble),
  });
  const ofSms = new StateController<sms.SmsState, sms.SmsMessage, sms.SmsRequest>(host, {
    initial: sms.noSms,
    update: sms.updateSms,
    call: async (request) => sms.callSms(client(), tenant(), request),
    onChange: (before, after) => follow("spending", smsEffects(translator(), before, after), after.trouble),
  });
  const ofPosture = new StateController<PostureState, PostureMessage, { readonly call: "posture" }>(host, {
    initial: noPosture,
    update: updatePosture,
    call: async () => callPosture(client(), tenant()),
    onChange: (before, after) => follow("posture", listEffects(translator(), before, after), after.trouble),
  });
  return {
    approvals: ofApprovals,
    history: ofHistory,
    versions: ofVersions,
    rehearsal: ofRehearsal,
    sms: ofSms,
    posture: ofPosture,
  };
}

/** A section shows what the service has when it is opened; a version is restored on top of the newest policy. */
export function openSection(controllers: Controllers, section: Section): void {
  const { approvals: waiting, history, versions: earlier, policy: inForce } = controllers;
  if (section === "spending") controllers.sms.send({ type: "opened" });
  if (section === "posture") controllers.posture.send({ type: "opened" });
  if (section === "approvals") waiting.send({ type: "opened" });
  if (section !== "history") return;
  history.send({ type: "opened", userId: null });
  earlier.send({ type: "opened" });
  const { state } = inForce;
  if (state.view !== "loading" && changesIn(state.base, state.draft).length === 0) inForce.send({ type: "start" });
}

/** Another admin, or another organization: nothing of the one before stays. */
export function closeSections({
  approvals: waiting,
  history,
  versions: ofPolicy,
  rehearsal: rehearsed,
  sms: ofSms,
  posture,
}: Controllers): void {
  waiting.send({ type: "closed" });
  history.send({ type: "closed" });
  ofPolicy.send({ type: "closed" });
  ofSms.send({ type: "closed" });
  posture.send({ type: "closed" });
  rehearsed.send({ type: "start" });
}

export type Controllers = ReturnType<typeof createControllers>;
