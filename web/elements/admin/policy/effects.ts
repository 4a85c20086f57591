import type { Translator } from "../../language/translator.ts";
import { problemText } from "../../trouble/trouble.ts";
import { adminTexts, organizationTexts } from "../../texts/areas.ts";
import { errorsIn } from "./draft.ts";
import type { PolicyState, PolicyMessage, PolicyRequest } from "./update.ts";
import type { Client, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/controllers.ts";
import type { Effects, Tenant } from "../page-parts.ts";

const refused = (problem: Problem): PolicyMessage => ({ type: "refused", problem, now: Date.now() });

export async function callPolicy(client: Client, tenant: Tenant, request: PolicyRequest): Promise<PolicyMessage> {
  switch (request.call) {
    case "get":
      return outcomeOf(client.adminGetPolicy(tenant), (policy) => ({ type: "loaded", policy }), refused);
    case "put":
      return outcomeOf(
        client.adminPutPolicy(putInput(tenant, request)),
        (policy) => ({ type: "saved", policy }),
        refused,
      );
    case "end-devices":
      return outcomeOf(client.adminEndDevices(tenant), () => ({ type: "devices-ended" }), refused);
  }
}

/** The change waits: said in the same words as it is shown. */
export const waitsText = (translator: Translator, until: string): string =>
  translator.say(organizationTexts, "waits", { time: translator.moment(Date.parse(until)) });

export function policyEffects(translator: Translator, before: PolicyState, after: PolicyState): Effects {
  if (after.trouble !== null && after.trouble !== before.trouble)
    return { say: problemText(translator, after.trouble.code), focus: null };
  if (after.view === "loading" || before.view === "loading") return { say: null, focus: null };
  const isOvertaken = after.before !== null && after.before !== before.before;
  if (after.view !== before.view || isOvertaken) {
    const say = after.saved
      ? translator.say(adminTexts, "saved")
      : isOvertaken
        ? translator.say(adminTexts, "overtaken")
        : after.waits === null
          ? null
          : waitsText(translator, after.waits);
    return { say, focus: ["h2"] };
  }
  if (after.devices !== before.devices)
    return {
      say: after.devices === "ended" ? translator.say(organizationTexts, "endDevicesDone") : null,
      focus: after.devices === "ending" ? ["#end-devices"] : ["#devices-title"],
    };
  const wasChecked =
    after.checked && after.draft === before.draft && after !== before && errorsIn(after.draft).length > 0;
  return { say: null, focus: wasChecked && after.search === before.search ? ["[aria-invalid]"] : null };
}

/** The types that are newer than this page go back as they came. */
const putInput = (tenant: Tenant, { change, version }: Extract<PolicyRequest, { call: "put" }>) =>
  ({ ...tenant, ...change, version }) as Parameters<Client["adminPutPolicy"]>[0];
