import type { Speech } from "../../language/translator.ts";
import { problemText } from "../../trouble/problem-text.ts";
import type { Aftermath } from "../effects.ts";
import { doneText } from "./done-text.ts";
import type { UserState } from "./state.ts";

export const userAftermath = (speech: Speech, before: UserState, after: UserState): Aftermath => ({
  say: said(speech, before, after),
  focus: focusAfter(before, after),
});

function said(speech: Speech, { done: was, trouble }: UserState, after: UserState): string | null {
  if (after.trouble !== null && after.trouble !== trouble) return problemText(speech, after.trouble.code);
  return after.done !== null && after.done !== was && after.found !== null
    ? doneText(speech, after.done, after.found)
    : null;
}

function focusAfter(before: UserState, after: UserState): readonly string[] | null {
  if (after.unnamed && after !== before) return ["#user-id"];
  const isAnother = after.found !== null && after.found.user.userId !== before.found?.user.userId;
  if (isAnother || (after.done !== null && after.done !== before.done)) return ["#found"];
  const { panel } = after;
  if (panel === null) return before.panel === null ? null : [`[part~="${before.panel.kind}"]`, "#found"];
  if (panel.kind !== before.panel?.kind) return panel.kind === "phone" ? ["#phone"] : ["#panel-title"];
  return "error" in panel && panel.error && panel !== before.panel ? ["#panel [aria-invalid]"] : null;
}
