import { html, nothing, type TemplateResult } from "lit";
import { fieldError } from "../../parts/fields.ts";
import { heading, icon } from "../../parts/blocks.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import type { ChooseState, ImportContext, ImportState } from "./update.ts";
import { fileFaultText, rowsView } from "./view-rows.ts";

export const importView = (state: ImportState, context: ImportContext): TemplateResult =>
  state.view === "choose" ? chooseView(state, context) : rowsView(state, context);

function chooseView({ request, fault }: ChooseState, { translator, send }: ImportContext): TemplateResult {
  const error = fault === null ? null : fileFaultText(translator, fault);
  return html`<div class="stack">
    ${heading(translator.say(adminTexts, "importTitle"), translator.say(adminTexts, "importLead"))}
    <div class="field">
      <label class="drop" part="drop" @dragover=${hold} @dragenter=${hold} @dragleave=${leave} @drop=${dropped(send)}>
        ${icon("download", 24)}
        <span><strong>${translator.say(adminTexts, "choose")}</strong> ${translator.say(adminTexts, "drop")}</span>
        ${request === null ? nothing : html`<span class="muted">${translator.say(generalTexts, "loading")}</span>`}
        <input
          id="csv"
          class="unseen"
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-invalid=${error === null ? nothing : "true"}
          aria-describedby=${error === null ? nothing : "csv-error"}
          @change=${picked(send)}
        />
      </label>
      ${fieldError(error, "csv")}
    </div>
  </div>`;
}

type Send = ImportContext["send"];

const take = (send: Send, files: FileList | null | undefined): void => {
  const file = files?.[0];
  if (file !== undefined) send({ type: "picked", file });
};

const picked =
  (send: Send) =>
  ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    take(send, target.files);
    // The same file can be chosen again once it is corrected.
    target.value = "";
  };

const hold = (event: DragEvent): void => {
  event.preventDefault();
  mark(event, true);
};
const leave = (event: DragEvent): void => mark(event, false);
const dropped =
  (send: Send) =>
  (event: DragEvent): void => {
    event.preventDefault();
    mark(event, false);
    take(send, event.dataTransfer?.files);
  };
const mark = ({ currentTarget }: Event, over: boolean): void => {
  if (currentTarget instanceof Element) currentTarget.classList.toggle("over", over);
};
