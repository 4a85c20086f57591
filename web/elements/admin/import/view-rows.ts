import { html, nothing, type TemplateResult } from "lit";
import type { Speech } from "../../language/translator.ts";
import { button } from "../../parts/button.ts";
import { heading } from "../../parts/heading.ts";
import { notice } from "../../parts/notice.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import { troubleNotice } from "../trouble-notice.ts";
import { rowsLeft, type RowsState } from "./update.ts";
import { failureText, rowFaultText } from "./row-text.ts";
import { rowsTable } from "./view-table.ts";
import type { ImportContext } from "./view.ts";

/** What can be read at a glance; the report has everything. */
const mostGood = 5;
const mostBad = 20;

const titles = { running: "running", stopped: "stopped", done: "finished" } as const;

/** The rows of a file: before, while and after they are sent. */
export function rowsView(state: RowsState, context: ImportContext): TemplateResult {
  const { speech, send, now } = context;
  const isPreview = state.view === "preview";
  return html`<div class="stack">
    ${heading(state.view === "preview" ? state.fileName : speech.say(adminTexts, titles[state.view]), isPreview ? nothing : state.fileName)}
    ${isPreview ? preview(state, speech) : progress(state, speech)}
    ${troubleNotice(state.trouble, { speech, now }, () => send({ type: "run" }))}
    <div class="row buttons">${actions(state, context)}</div>
  </div>`;
}

function preview({ rows }: RowsState, speech: Speech): TemplateResult {
  const good = rows.filter(({ fault }) => fault === null);
  const bad = rows.flatMap((row) => (row.fault === null ? [] : [{ row, why: rowFaultText(speech, row.fault) }]));
  return html`<div class="stack tight">
      <p>${speech.count(adminTexts, "good", good.length)} ${speech.say(adminTexts, "replaces")}</p>
      ${rowsTable(
        speech,
        good.map((row) => ({ row, why: null })),
        mostGood,
      )}
    </div>
    ${
      bad.length === 0
        ? nothing
        : html`<div class="stack tight">
            ${notice("warning", speech.count(adminTexts, "bad", bad.length))} ${rowsTable(speech, bad, mostBad)}
          </div>`
    }`;
}

function progress(state: RowsState, speech: Speech): TemplateResult {
  const { rows, results } = state;
  const total = rows.filter(({ fault }) => fault === null).length;
  const failed = results.filter(({ code }) => code !== null);
  const left = rowsLeft(state).length;
  const counts = { done: results.length - failed.length, failed: failed.length, left };
  return html`<div class="stack tight">
      <progress max=${total} .value=${results.length} aria-label=${speech.say(adminTexts, "running")}></progress>
      <div class="row apart">
        <p>${speech.say(adminTexts, "counts", counts)}</p>
        <p class="muted">${speech.say(adminTexts, "progress", { done: results.length, total })}</p>
      </div>
    </div>
    ${
      failed.length === 0
        ? nothing
        : rowsTable(
            speech,
            failed.map((result) => ({ row: result.row, why: failureText(speech, result) })),
            mostBad,
          )
    }`;
}

function actions(state: RowsState, { speech, send, download }: ImportContext): unknown {
  const { view, results, stopping, trouble } = state;
  if (view === "running")
    return button({
      text: speech.say(adminTexts, stopping ? "stopping" : "stop"),
      part: "button stop",
      busy: stopping,
      onClick: () => send({ type: "stop" }),
    });
  const left = rowsLeft(state).length;
  const goOn = (text: string): TemplateResult =>
    button({ text, look: "primary", part: "button submit", onClick: () => send({ type: "run" }) });
  return html`${view === "preview" && left > 0 ? goOn(speech.count(adminTexts, "start", left)) : nothing}
  ${view === "stopped" && trouble === null ? goOn(speech.say(generalTexts, "continue")) : nothing}
  ${
    view === "done" && results.some(({ code }) => code !== null)
      ? button({ text: speech.say(adminTexts, "again"), part: "button again", onClick: () => send({ type: "again" }) })
      : nothing
  }
  ${
    view === "preview"
      ? nothing
      : button({ text: speech.say(adminTexts, "report"), icon: "download", part: "button report", onClick: download })
  }
  ${button({
    text: speech.say(adminTexts, "otherFile"),
    part: "button other-file",
    onClick: () => send({ type: "start" }),
  })}`;
}
