import type { Factor, RecoveryUnderWay, TwoFactor } from "../api.ts";
import type { Page, ReadyState } from "./state.ts";

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
export function listedAgain(state: ReadyState, twoFactor: TwoFactor): ReadyState {
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
export function withFactor(state: ReadyState, factor: Factor): ReadyState {
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
