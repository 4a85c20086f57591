import type { Speech } from "../../language/translator.ts";
import { problemText } from "../../trouble/problem-text.ts";
import { adminTexts } from "../../texts/areas.ts";
import type { Aftermath } from "../effects.ts";
import type { ImportState } from "./update.ts";
import { fileFaultText } from "./row-text.ts";

export function importAftermath(speech: Speech, before: ImportState, after: ImportState): Aftermath {
  if (after.view === "choose")
    return {
      say: after.fault === null ? null : fileFaultText(speech, after.fault),
      focus: before.view === "choose" && after.fault === null ? null : ["#csv"],
    };
  const say = after.trouble === null ? null : problemText(speech, after.trouble.code);
  if (after.view !== before.view) return { say, focus: ["h2"] };
  return { say: quarterPassed(speech, before, after), focus: null };
}

/** A long import is told of four times, not at every row. */
function quarterPassed(speech: Speech, before: ImportState, after: ImportState): string | null {
  if (after.view !== "running" || before.view !== "running") return null;
  const total = after.rows.filter(({ fault }) => fault === null).length;
  const quarter = (done: number): number => Math.floor((4 * done) / total);
  const done = after.results.length;
  return quarter(done) === quarter(before.results.length) ? null : speech.say(adminTexts, "progress", { done, total });
}
