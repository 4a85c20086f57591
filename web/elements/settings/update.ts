import { refused, unconfirmed } from "./trouble.ts";
import { handOver, resumed } from "./replacement.ts";
import {
  activeFactors,
  isBusy,
  type Page,
  type ReadyState,
  type SettingsMessage,
  type SettingsRequest,
  type SettingsState,
} from "./state.ts";
import { submit } from "./submit.ts";
import type { Factor, RecoveryUnderWay, TwoFactor } from "../api.ts";

export const emptyOverview = (twoFactor: TwoFactor, recovery: RecoveryUnderWay | null = null): ReadyState => ({
  view: "ready",
  request: null,
  twoFactor,
  recovery,
  page: { name: "overview" },
  menu: null,
  done: null,
  trouble: null,
  changes: 0,
});

/** The list came once more; a page about a method that is gone makes no sense any longer. */
function listedAgain(state: ReadyState, twoFactor: TwoFactor): ReadyState {
  const trouble = state.trouble?.retry?.call === "list" ? null : state.trouble;
  const page: Page = isAbout(state.page, twoFactor) ? state.page : { name: "overview" };
  return { ...state, request: null, twoFactor, page, trouble };
}

const isAbout = (page: Page, { enabled, factors }: TwoFactor): boolean => {
  switch (page.name) {
    case "rename":
    case "remove":
      return factors.some(({ id }) => id === page.factorId);
    case "disable":
    case "regenerate":
      return enabled;
    default:
      return true;
  }
};

/** A method as the service now has it, in its place or at the end. */
function withFactor(state: ReadyState, factor: Factor): ReadyState {
  const { twoFactor } = state;
  const others = twoFactor.factors.map((other) => ({
    ...other,
    preferred: other.preferred && !(factor.preferred && other.id !== factor.id),
  }));
  const isNew = others.every(({ id }) => id !== factor.id);
  const factors = isNew ? [...others, factor] : others.map((other) => (other.id === factor.id ? factor : other));
  return { ...state, twoFactor: { ...twoFactor, enabled: true, factors } };
}

export const withoutTwoFactor = (state: ReadyState): ReadyState => ({
  ...state,
  twoFactor: { ...state.twoFactor, enabled: false, factors: [], backupCodes: null },
});

const list: SettingsRequest = { call: "list" };
const loading = (retried: boolean): SettingsState => ({ view: "loading", request: { ...list }, retried });

/** How the settings go on. Pure; what a message does not concern stays the same object. */
export function updateSettings(state: SettingsState, message: SettingsMessage): SettingsState {
  switch (message.type) {
    case "start":
      return loading(false);
    case "listed":
      if (state.view === "ready") return listedAgain(state, message.data);
      return state.view === "loading"
        ? resumed(emptyOverview(message.data, message.recovery), message.unfinished)
        : state;
    case "refused":
      return refused(state, message.problem, message.now);
    case "unconfirmed":
      return unconfirmed(state);
    case "retry":
      if (state.view === "failed") return (state.until ?? 0) > message.now ? state : loading(true);
      break;
    default:
  }
  return state.view === "ready" ? updateReady(state, message) : state;
}

function updateReady(state: ReadyState, message: SettingsMessage): ReadyState {
  switch (message.type) {
    case "updated":
      return updated(state, message);
    case "removed":
      return removed(state);
    case "disabled":
      return switchedOff(state);
    case "regenerated": {
      const { backupCodes: codes, generatedAt } = message.data;
      const backupCodes = { remaining: codes.length, generatedAt };
      const next = changed({ ...state, twoFactor: { ...state.twoFactor, backupCodes } }, null);
      return { ...next, page: { name: "codes", codes } };
    }
    case "recovery-ended":
      return { ...changed(state, "recoveryEnded"), recovery: null };
    case "enrolled":
      return enrolled(state, message);
    case "enrolled-before":
      return { ...state, page: { name: "regenerate" }, done: null, trouble: null, request: { ...list } };
    default:
      return isBusy(state) ? state : updateIdle(state, message);
  }
}

/** Only while no change is under way, so that none is asked for twice. */
function updateIdle(state: ReadyState, message: SettingsMessage): ReadyState {
  const { page } = state;
  switch (message.type) {
    case "open":
      return { ...state, page: message.page, menu: null, done: null, trouble: null };
    case "menu":
      return { ...state, menu: state.menu === message.factorId ? null : message.factorId };
    case "close":
      return {
        ...state,
        page: { name: "overview" },
        done: page.name === "replace" && page.begun ? "notReplaced" : null,
        trouble: null,
      };
    case "typed":
      return page.name === "rename" ? { ...state, page: { ...page, text: message.text, wrong: false } } : state;
    case "submitted":
      return (state.trouble?.until ?? 0) > message.now ? state : submit(state);
    case "prefer":
      return {
        ...state,
        menu: null,
        done: null,
        trouble: null,
        request: { call: "update", factorId: message.factorId, change: { preferred: true } },
      };
    case "end-recovery":
      return { ...state, done: null, trouble: null, request: { call: "endRecovery" } };
    case "retry": {
      const { trouble } = state;
      if (trouble === null || trouble.retry === null || (trouble.until ?? 0) > message.now) return state;
      return { ...state, trouble: null, request: { ...trouble.retry } };
    }
    case "codes-saved":
      return page.name === "codes" ? { ...state, page: { name: "overview" }, done: "codesMade" } : state;
    default:
      return state;
  }
}

/** Back on the overview, with what was done. */
const changed = (state: ReadyState, done: ReadyState["done"]): ReadyState => ({
  ...state,
  request: null,
  page: { name: "overview" },
  done,
  trouble: null,
  changes: state.changes + 1,
});

/** A removed passkey may come back for a while: the service says which ones the browser should keep. */
function switchedOff(state: ReadyState): ReadyState {
  const next = changed(withoutTwoFactor(state), "switchedOff");
  return next.twoFactor.passkeys === undefined ? next : { ...next, request: { ...list } };
}

function updated(state: ReadyState, { factor }: Extract<SettingsMessage, { type: "updated" }>): ReadyState {
  const { page, request } = state;
  const next = withFactor(state, factor);
  if (page.name === "hand-over") return handOver({ ...next, page: { ...page, fresh: factor, adopted: true } });
  const isRename = request?.call === "update" && request.change.label !== undefined;
  return changed(next, isRename ? "renamed" : "preferredNow");
}

function removed(state: ReadyState): ReadyState {
  const { page, request } = state;
  if (request?.call !== "remove") return state;
  const factors = state.twoFactor.factors.filter(({ id }) => id !== request.factorId);
  if (activeFactors({ ...state.twoFactor, factors }).length === 0) return switchedOff(state);
  const next = changed(
    { ...state, twoFactor: { ...state.twoFactor, factors } },
    page.name === "hand-over" ? "replaced" : "removed",
  );
  // Another one may be the first to be asked for now.
  return { ...next, request: { ...list } };
}

function enrolled(state: ReadyState, { factor }: Extract<SettingsMessage, { type: "enrolled" }>): ReadyState {
  const { page, twoFactor } = state;
  const wasOn = twoFactor.enabled;
  const next = withFactor({ ...state, changes: state.changes + 1 }, factor);
  if (page.name === "replace")
    return handOver({ ...next, page: { name: "hand-over", old: page.old, fresh: factor, adopted: false } });
  return {
    ...next,
    request: { ...list },
    page: { name: "overview" },
    done: wasOn ? "methodAdded" : "switchedOn",
    trouble: null,
  };
}
