import type { ReactiveControllerHost } from "lit";
import type { Client } from "../api.ts";
import { Machine } from "../base/state-controller.ts";
import type { Speech } from "../language/translator.ts";
import { activityAftermath } from "./activity/aftermath.ts";
import * as activity from "./activity/next.ts";
import { performActivity } from "./activity/perform.ts";
import type { Aftermath } from "./effects.ts";
import { importAftermath } from "./import/aftermath.ts";
import * as phones from "./import/update.ts";
import { performImport } from "./import/effects.ts";
import { policyAftermath } from "./policy/aftermath.ts";
import * as policy from "./policy/update.ts";
import { performPolicy } from "./policy/effects.ts";
import type { Tenant } from "./tenant.ts";
import type { Trouble } from "../trouble/trouble.ts";
import { userAftermath } from "./user/aftermath.ts";
import { noUser, userNext } from "./user/update.ts";
import { performUser } from "./user/effects.ts";
import type { UserMessage, UserRequest, UserState } from "./user/state.ts";

/** An event reaches the activity by a queue, a little after its change. */
const activityLagMillis = 2000;

export type Section = "users" | "import" | "policy";

/** What the machines have from the element around them. */
export interface Surroundings {
  readonly client: () => Client;
  readonly tenant: () => Tenant;
  readonly speech: () => Speech;
  readonly follow: (section: Section, aftermath: Aftermath, trouble: Trouble<unknown> | null) => void;
}

/** The four that run by themselves: a user, the user's activity, an import that goes on behind the other pages, the policy. */
export function createMachines(host: ReactiveControllerHost, { client, tenant, speech, follow }: Surroundings) {
  const ofActivity = new Machine<activity.ActivityState, activity.ActivityMessage, activity.ActivityRequest>(host, {
    initial: activity.noActivity,
    next: activity.activityNext,
    perform: async (request) => performActivity(client(), tenant(), request),
    onStep: (before, after) => follow("users", activityAftermath(speech(), before, after), after.trouble),
  });

  const ofUser = new Machine<UserState, UserMessage, UserRequest>(host, {
    initial: noUser,
    next: userNext,
    perform: async (request) => performUser(client(), tenant(), request),
    onStep: (before, after) => {
      follow("users", userAftermath(speech(), before, after), after.trouble);
      const userId = after.found?.user.userId ?? null;
      const show = (): void => ofActivity.send({ type: "opened", userId });
      if (after.found?.user !== before.found?.user) show();
      if (after.done !== null && after.done !== before.done)
        setTimeout(() => ofUser.state.found?.user.userId === userId && show(), activityLagMillis);
    },
  });

  const ofPolicy = new Machine<policy.PolicyState, policy.PolicyMessage, policy.PolicyRequest>(host, {
    initial: policy.noPolicy,
    next: policy.policyNext,
    perform: async (request) => performPolicy(client(), tenant(), request),
    onStep: (before, after) => {
      follow("policy", policyAftermath(speech(), before, after), after.trouble);
      if (after.view === "form" && after.saved) ofUser.send({ type: "policy", policy: after.base });
    },
  });

  type ImportMachine = Machine<phones.ImportState, phones.ImportMessage, phones.ImportRequest>;
  const ofImport: ImportMachine = new Machine(host, {
    initial: phones.noImport,
    next: phones.importNext,
    perform: async (request) =>
      performImport(
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
    onStep: (before, after) => follow("import", importAftermath(speech(), before, after), after.trouble),
  });

  return { user: ofUser, activity: ofActivity, policy: ofPolicy, import: ofImport };
}

export type Machines = ReturnType<typeof createMachines>;
