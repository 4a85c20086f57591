import type { Factor, TwoFactor } from "../api.ts";
import { offerOf } from "../enrollment/update.ts";
import { kinds, knownTypes } from "../factors/kinds.ts";
import { activeFactors, type FactorChange, type Page, type ReadyState, type Unfinished } from "./state.ts";

export const addPage = (twoFactor: TwoFactor): Page => ({ name: "enroll", offer: offerOf(twoFactor) });

/** The types that have a button of their own: each is set up without a choice. */
export const addPagesOf = (twoFactor: TwoFactor) =>
  knownTypes.flatMap((type) => {
    const { addAction, hindrance } = kinds[type];
    const offer = offerOf(twoFactor);
    if (addAction === null || !offer.factorTypes.includes(type) || hindrance() !== null) return [];
    const page: Page = { name: "enroll", offer: { ...offer, factorTypes: [type] } };
    return [{ addAction, page }];
  });

export const replacePage = (twoFactor: TwoFactor, old: Factor): Page => ({
  name: "replace",
  offer: { ...offerOf(twoFactor), factorTypes: [old.type] },
  old,
  begun: false,
});

/** The next call of a replacement whose new method works: it takes the old one's name and rank over, then the old one goes. */
export function handOver(state: ReadyState): ReadyState {
  const { page } = state;
  if (page.name !== "hand-over") return state;
  const { old, fresh, adopted } = page;
  const change: FactorChange = {
    ...(old.label !== fresh.label && { label: old.label }),
    ...(old.preferred && !fresh.preferred && { preferred: true }),
  };
  const request =
    adopted || Object.keys(change).length === 0
      ? ({ call: "remove", factorId: old.id, switchesOff: false } as const)
      : ({ call: "update", factorId: fresh.id, change } as const);
  return { ...state, done: null, trouble: null, request };
}

/** Where a reload found a replacement half done, it waits for the user to go on. */
export function resumed(state: ReadyState, unfinished: Unfinished | null): ReadyState {
  if (unfinished === null) return state;
  const active = activeFactors(state.twoFactor);
  const old = active.find(({ id }) => id === unfinished.oldId);
  const fresh = active.find(({ id }) => id === unfinished.freshId);
  return old === undefined || fresh === undefined
    ? state
    : { ...state, page: { name: "hand-over", old, fresh, adopted: false } };
}

/** A replacement under way, for the page to remember over a reload; null: none. */
export const unfinishedIn = ({ page }: ReadyState): Unfinished | null =>
  page.name === "hand-over" ? { oldId: page.old.id, freshId: page.fresh.id } : null;

const key = "countersign-unfinished";

/** Remembers a replacement that is half done as long as the tab lives; ids only. A page without storage forgets it. */
export function remember(unfinished: Unfinished | null): void {
  try {
    if (unfinished === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify([unfinished.oldId, unfinished.freshId]));
  } catch {
    // Storage may be forbidden or full.
  }
}

export function remembered(): Unfinished | null {
  try {
    return parsed(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function parsed(text: string | null): Unfinished | null {
  const ids: unknown = JSON.parse(text ?? "null");
  if (!Array.isArray(ids)) return null;
  const [oldId, freshId] = ids as readonly unknown[];
  return typeof oldId === "string" && typeof freshId === "string" ? { oldId, freshId } : null;
}
