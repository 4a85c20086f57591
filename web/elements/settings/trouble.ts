import { nothing } from "lit";
import type { Problem, TroubleCode } from "../api.ts";
import type { Translator } from "../language/translator.ts";
import { settingsTexts } from "../texts/areas.ts";
import {
  mayPass,
  needsSignIn,
  problemText,
  retryAt,
  type Trouble,
  troubleNotice,
  troubleOf,
  tryAgain,
} from "../trouble/trouble.ts";
import type { ReadyState, SettingsContext, SettingsState } from "./state.ts";

/** The account or the policy has changed meanwhile: it is read anew. */
const outdated: readonly TroubleCode[] = ["factor_not_found", "not_enrolled", "two_factor_required"];

/** The settings after a refused call: where they were, with what was typed. */
export function refused(state: SettingsState, problem: Problem, now: number): SettingsState {
  if (state.view === "loading")
    return needsSignIn(problem)
      ? { view: "signed-out", request: null }
      : { view: "failed", request: null, code: problem.code, until: retryAt(problem, now) };
  return state.view === "ready" ? refusedChange(state, problem, now) : state;
}

/** Nothing went out, so there is nothing to repeat but the user's own press of the button. */
export function unconfirmed(state: SettingsState): SettingsState {
  if (state.view !== "ready") return state;
  return { ...state, request: null, trouble: { code: "insufficient_user_authentication", until: null, retry: null } };
}

function refusedChange(state: ReadyState, problem: Problem, now: number): ReadyState {
  const { page, request } = state;
  if (request === null) return state;
  const idle: ReadyState = { ...state, request: null };
  if (page.name === "rename" && problem.code === "invalid_request") return { ...idle, page: { ...page, wrong: true } };
  const trouble = troubleOf(problem, now, mayPass(problem) ? request : null);
  if (request.call === "list" || !outdated.includes(problem.code)) return { ...idle, trouble };
  return { ...idle, page: { name: "overview" }, trouble, request: { call: "list" } };
}

export const troubleText = (translator: Translator, trouble: Pick<Trouble<unknown>, "code">): string =>
  needsSignIn(trouble) ? translator.say(settingsTexts, "unconfirmed") : problemText(translator, trouble.code);

/** The refusal of the last call. A page with a button of its own repeats it with that. */
export function settingsTrouble({ trouble }: ReadyState, context: SettingsContext, ownButton: boolean): unknown {
  if (trouble === null) return nothing;
  const again = tryAgain(trouble, context, () => context.send({ type: "retry", now: Date.now() }));
  return troubleNotice(trouble, context, ownButton ? nothing : again, troubleText(context.translator, trouble));
}
