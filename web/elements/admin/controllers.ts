import type { ReactiveControllerHost } from "lit";
import type { Client } from "../api.ts";
import { StateController } from "../base/state-controller.ts";
import type { Translator } from "../language/translator.ts";
import {
  type ActivityMessage,
  type ActivityRequest,
  type ActivityState,
  noActivity,
  updateActivity,
} from "../activity/update.ts";
import { activityEffects, callActivity } from "./activity.ts";
import type { Effects, Tenant } from "./context.ts";
import * as phones from "./import/update.ts";
import { callImport, importEffects } from "./import/effects.ts";
import * as policy from "./policy/update.ts";
import { callPolicy, policyEffects } from "./policy/effects.ts";
import type { Trouble } from "../trouble/trouble.ts";
import { noUser, updateUser } from "./user/update.ts";
import { callUser, userEffects } from "./user/effects.ts";
import type { UserMessage, UserRequest, UserState } from "./user/state.ts";

/** An event reaches the activity by a queue, a little after its change. */
const activityLagMillis = 2000;

export type Section = "users" | "import" | "policy";

/** The parts of the element that the controllers need. */
export interface ControllerDeps {
  readonly client: () => Client;
  readonly tenant: () => Tenant;
  readonly translator: () => Translator;
  readonly follow: (section: Section, effects: Effects, trouble: Trouble<unknown> | null) => void;
}

/** The four that run by themselves: a user, the user's activity, an import that goes on behind the other pages, the policy. */
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

  return { user: ofUser, activity: ofActivity, policy: ofPolicy, import: ofImport };
}

export type Controllers = ReturnType<typeof createControllers>;
