import type { Unfinished } from "./state.ts";

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
