import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/buttons.ts";
import { heading, notice } from "../../parts/blocks.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import { problemText, troubleNotice, tryAgain } from "../../trouble/trouble.ts";
import type { PhoneRow, RowFault } from "../../../../client/src/phone-rows.ts";
import {
  type ImportContext,
  isFailed,
  isWaiting,
  type RowResult,
  rowsLeft,
  type RowsState,
  type UnreadFile,
} from "./update.ts";
import { csvOf } from "../page-parts.ts";

const rowKeys = {
  user_missing: "rowUser",
  user_too_long: "rowUser",
  user_unreadable: "rowUser",
  number_missing: "rowNumber",
  number_shortened: "rowShortened",
  numbers_several: "rowNumbers",
  number_national: "rowNational",
  number_unreadable: "rowNotNumber",
} as const satisfies Record<Extract<RowFault, string>, string>;

const rowFaultText = (translator: Translator, fault: RowFault): string =>
  typeof fault === "object"
    ? translator.say(adminTexts, "rowTwice", { line: fault.twice })
    : translator.say(adminTexts, rowKeys[fault]);

export function fileFaultText(translator: Translator, file: UnreadFile): string {
  if (file === "unreadable") return translator.say(adminTexts, "fileUnreadable");
  switch (file.fault) {
    case "row":
      return translator.say(adminTexts, "fileLine", { line: file.line });
    case "encoding":
      return translator.say(adminTexts, "fileEncoding", { line: file.line });
    case "columns_missing":
      return translator.say(adminTexts, "fileColumns");
    case "columns_twice":
      return translator.say(adminTexts, "fileTwice", { names: file.names.join(", ") });
    case "empty":
      return translator.say(adminTexts, "fileEmpty");
  }
}

const failureText = (translator: Translator, { code }: RowResult): string =>
  code === null ? "" : problemText(translator, code);

/** As many rows as can be read at a glance; the report has the rest. */
const mostGood = 5;
const mostBad = 20;

const titles = { running: "running", stopped: "stopped", done: "finished" } as const;

/** The rows of a file: before, while and after they are sent. */
export function rowsView(state: RowsState, context: ImportContext): TemplateResult {
  const { translator, send, now } = context;
  const isPreview = state.view === "preview";
  return html`<div class="stack">
    ${heading(state.view === "preview" ? state.fileName : translator.say(adminTexts, titles[state.view]), isPreview ? nothing : state.fileName)}
    ${isPreview ? preview(state, translator) : progress(state, translator)}
    ${troubleNotice(
      state.trouble,
      { translator, now },
      tryAgain(state.trouble, { translator, now }, () => send({ type: "run" })),
    )}
    <div class="row buttons">${actions(state, context)}</div>
  </div>`;
}

function preview({ rows }: RowsState, translator: Translator): TemplateResult {
  const good = rows.filter(({ fault }) => fault === null);
  const bad = rows.flatMap((row) => (row.fault === null ? [] : [{ row, why: rowFaultText(translator, row.fault) }]));
  return html`<div class="stack tight">
      <p>${translator.count(adminTexts, "good", good.length)} ${translator.say(adminTexts, "replaces")}</p>
      ${rowsList(
        translator,
        good.map((row) => ({ row, why: null })),
        mostGood,
      )}
    </div>
    ${
      bad.length === 0
        ? nothing
        : html`<div class="stack tight">
            ${notice("warning", translator.count(adminTexts, "bad", bad.length))} ${rowsList(translator, bad, mostBad)}
          </div>`
    }`;
}

function progress(state: RowsState, translator: Translator): TemplateResult {
  const { rows, results } = state;
  const total = rows.filter(({ fault }) => fault === null).length;
  const failed = results.filter(isFailed);
  const waiting = results.filter(isWaiting);
  const left = rowsLeft(state).length;
  const unknown = results.filter(({ code, known }) => code === null && !known).length;
  const counts = { done: results.length - failed.length - waiting.length, failed: failed.length, left };
  return html`<div class="stack tight">
      <progress max=${total} .value=${results.length} aria-label=${translator.say(adminTexts, "running")}></progress>
      <div class="row apart">
        <p>${translator.say(adminTexts, "counts", counts)}</p>
        <p class="muted">${translator.say(adminTexts, "progress", { done: results.length, total })}</p>
      </div>
      ${waiting.length === 0 ? nothing : notice("info", `${translator.say(adminTexts, "rowWaits")}: ${waiting.length}. ${problemText(translator, "approval_needed")}`)}
      ${unknown === 0 || state.view === "running" ? nothing : notice("warning", translator.count(adminTexts, "neverSeen", unknown))}
    </div>
    ${
      failed.length === 0
        ? nothing
        : rowsList(
            translator,
            failed.map((result) => ({ row: result.row, why: failureText(translator, result) })),
            mostBad,
          )
    }`;
}

function actions(state: RowsState, { translator, send, download }: ImportContext): unknown {
  const { view, results, stopping, trouble } = state;
  if (view === "running")
    return button({
      text: translator.say(adminTexts, stopping ? "stopping" : "stop"),
      part: "button stop",
      busy: stopping,
      onClick: () => send({ type: "stop" }),
    });
  const left = rowsLeft(state).length;
  const goOn = (text: string): TemplateResult =>
    button({ text, look: "primary", part: "button submit", onClick: () => send({ type: "run" }) });
  return html`${view === "preview" && left > 0 ? goOn(translator.count(adminTexts, "start", left)) : nothing}
  ${view === "stopped" && trouble === null ? goOn(translator.say(generalTexts, "continue")) : nothing}
  ${
    view === "done" && results.some(isFailed)
      ? button({
          text: translator.say(adminTexts, "again"),
          part: "button again",
          onClick: () => send({ type: "again" }),
        })
      : nothing
  }
  ${
    view === "preview"
      ? nothing
      : button({
          text: translator.say(adminTexts, "report"),
          icon: "download",
          part: "button report",
          onClick: download,
        })
  }
  ${button({
    text: translator.say(adminTexts, "otherFile"),
    part: "button other-file",
    onClick: () => send({ type: "start" }),
  })}`;
}

/** `why`: the fault of a row; null: it has none. */
function rowsList(
  translator: Translator,
  rows: readonly { readonly row: PhoneRow; readonly why: string | null }[],
  most: number,
): unknown {
  if (rows.length === 0) return nothing;
  return html`<ul class="events" part="rows">
      ${rows.slice(0, most).map(
        ({ row, why }) =>
          html`<li>
            <span><span class="muted">${translator.say(adminTexts, "line")} ${row.line}</span> ${row.userId}</span>
            <bdi dir="ltr">${row.phoneNumber}</bdi>
            ${why === null ? nothing : html`<p class="danger small">${why}</p>`}
          </li>`,
      )}
    </ul>
    ${
      rows.length > most
        ? html`<p class="muted small">${translator.count(adminTexts, "moreRows", rows.length - most)}</p>`
        : nothing
    }`;
}

const resultKey = (result: RowResult) => {
  if (isFailed(result)) return "rowFailed";
  if (isWaiting(result)) return "rowWaits";
  return result.known ? "rowDone" : "rowUnknown";
};

/** The outcome of every row, as a CSV that spreadsheets open as it is, without phone numbers. */
export function reportOf(translator: Translator, { rows, results }: Pick<RowsState, "rows" | "results">): string {
  const resultOf = new Map(results.map((result) => [result.row, result]));
  const lines = rows.map((row) => {
    const result = resultOf.get(row);
    const key = result === undefined ? "rowOpen" : resultKey(result);
    const why = row.fault === null ? result && failureText(translator, result) : rowFaultText(translator, row.fault);
    return [row.line, row.userId, translator.say(adminTexts, key), why ?? ""];
  });
  return csvOf([["line", "userId", "result", "detail"], ...lines]);
}
