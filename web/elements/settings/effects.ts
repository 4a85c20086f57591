import type { Client, Data, KnownPasskeys, Problem } from "../api.ts";
import { outcomeOf } from "../base/controllers.ts";
import { kindOf } from "../factors/kinds.ts";
import type { Translator } from "../language/translator.ts";
import { settingsTexts } from "../texts/areas.ts";
import { problemText } from "../trouble/trouble.ts";
import type { ReadyState, SettingsMessage, SettingsRequest, SettingsState, Unfinished } from "./state.ts";
import { troubleText } from "./trouble.ts";

/** Makes a call of the settings. */
export async function callSettings(
  client: Pick<
    Client,
    | "listFactors"
    | "updateFactor"
    | "removeFactor"
    | "disable"
    | "regenerateBackupCodes"
    | "getRecovery"
    | "cancelOwnRecovery"
  >,
  request: SettingsRequest,
  unfinished: () => Unfinished | null,
  confirmPassword: () => Promise<boolean>,
): Promise<SettingsMessage> {
  // A stranger at an open session must not switch the second step off with it, however fresh its token is.
  const switchesOff = request.call === "disable" || (request.call === "remove" && request.switchesOff);
  if (switchesOff && !(await confirmPassword())) return { type: "unconfirmed" };
  const refused = (problem: Problem): SettingsMessage => ({ type: "refused", problem, now: Date.now() });
  switch (request.call) {
    case "list": {
      // It has an answer of its own only right after the password; without one the page goes on.
      const looked = outcomeOf(
        client.getRecovery(),
        ({ recovery }) => recovery,
        () => null,
      );
      const listed = await outcomeOf<Data<"listFactors">, SettingsMessage>(
        client.listFactors(),
        (data) => ({ type: "listed", data, unfinished: unfinished() }),
        refused,
      );
      return listed.type === "listed" ? { ...listed, recovery: await looked } : listed;
    }
    case "endRecovery":
      return outcomeOf(client.cancelOwnRecovery(), () => ({ type: "recovery-ended" }), refused);
    case "update": {
      const { factorId, change } = request;
      return outcomeOf(
        client.updateFactor({ factorId, ...change }),
        ({ factor }) => ({ type: "updated", factor }),
        refused,
      );
    }
    case "remove":
      return outcomeOf(
        client.removeFactor({ factorId: request.factorId }),
        () => ({ type: "removed" }),
        // Gone is gone: the answer to an earlier try may have been lost.
        (problem) => (problem.code === "factor_not_found" ? { type: "removed" } : refused(problem)),
      );
    case "disable":
      return outcomeOf(client.disable(), () => ({ type: "disabled" }), refused);
    case "regenerate":
      return outcomeOf(client.regenerateBackupCodes(), (data) => ({ type: "regenerated", data }), refused);
  }
}

/** The passkeys that the browser should go on offering, after a list; null: nothing new. */
export function acceptedNow(before: SettingsState, after: ReadyState): KnownPasskeys | null {
  const was = before.view === "ready" ? before.twoFactor.passkeys : undefined;
  const { passkeys, factors } = after.twoFactor;
  if (passkeys === was) return null;
  if (passkeys !== undefined || was === undefined) return passkeys ?? null;
  // A service that cannot use them any more has not removed them.
  const areGone = factors.every(({ type }) => kindOf(type)?.isCeremony === false);
  return areGone ? { ...was, credentialIds: [] } : null;
}

/** The news of a step for screen readers; null: nothing new. */
export function announcement(translator: Translator, before: SettingsState, after: SettingsState): string | null {
  if (after.view === "failed") return problemText(translator, after.code);
  if (after.view !== "ready") return null;
  const was = before.view === "ready" ? before : null;
  if (after.trouble !== null && after.trouble !== was?.trouble) return troubleText(translator, after.trouble);
  if (after.done !== null && (after.done !== was?.done || after.changes !== was.changes))
    return translator.say(settingsTexts, after.done);
  const isWrong = after.page.name === "rename" && after.page.wrong;
  return isWrong && after.page !== was?.page ? translator.say(settingsTexts, "renameWrong") : null;
}

/** Where the focus goes after a step, as selectors, the best first; null: it stays. */
export function focusAfter(before: SettingsState, after: SettingsState): readonly string[] | null {
  if (after.view === "loading") return after.retried ? ["#loading"] : null;
  if (after.view !== "ready") return after.view === before.view || before.view === "waiting" ? null : ["h2"];
  if (before.view !== "ready") return before.view === "loading" && before.retried ? ["h2"] : null;
  if (after.page.name === before.page.name) return samePage(before, after);
  switch (after.page.name) {
    case "rename":
      return ["#name"];
    case "remove":
    case "disable":
    case "regenerate":
      return ["#ask-title"];
    case "replace":
    case "hand-over":
      return ["h2"];
    case "overview":
      return backFrom(before, after);
    case "enroll":
    case "codes":
      // These take the focus themselves.
      return null;
  }
}

function samePage(before: ReadyState, after: ReadyState): readonly string[] | null {
  if (after.page.name === "rename") return after.page.wrong ? ["#name"] : null;
  const { request } = before;
  // The button that was pressed is gone.
  return after.done === "preferredNow" && request?.call === "update" ? [inRow(request.factorId, "rename"), "h2"] : null;
}

/** Back to the button that led away; where that is gone, to the heading above it. */
function backFrom({ page }: ReadyState, after: ReadyState): readonly string[] {
  if (!after.twoFactor.enabled) return ["h2"];
  switch (page.name) {
    case "rename":
      return [inRow(page.factorId, "rename"), "#methods"];
    case "remove":
      return [inRow(page.factorId, "remove"), "#methods"];
    case "disable":
      return ["button[part~=switch-off]", "h2"];
    case "regenerate":
      return ["[part~=make-codes]", "#codes"];
    case "codes":
      return ["#codes"];
    default:
      return ["h2"];
  }
}

const inRow = (factorId: string, part: string): string => `[data-factor="${factorId}"] [part~=${part}]`;
