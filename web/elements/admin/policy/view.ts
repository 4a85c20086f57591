import { html, nothing, type TemplateResult } from "lit";
import type { Policy } from "../../api.ts";
import type { Translator } from "../../language/translator.ts";
import { heading, notice } from "../../parts/blocks.ts";
import { adminTexts, generalTexts, organizationTexts } from "../../texts/areas.ts";
import { troubleNotice, tryAgain } from "../../trouble/trouble.ts";
import type { PolicyContext, PolicyForm, PolicyState } from "./update.ts";
import { waitsText } from "./effects.ts";
import { policyForm } from "./view-form.ts";
import { button } from "../../parts/buttons.ts";
import { changesIn, differences, policyOf } from "./draft.ts";
import { meaning } from "./meaning.ts";

/** The consequences of a change for the users, in plain words, before it is saved. */
function policyReview(state: PolicyForm, { translator, send }: PolicyContext, problem: unknown): TemplateResult {
  const { base, before, draft, request } = state;
  const after = policyOf(draft);
  const changes = changesIn(base, draft);
  const shutsOut =
    after.enforcement === "on" &&
    after.phoneRegistration === "pre-registered" &&
    changes.some((field) => field === "enforcement" || field === "phoneRegistration");
  return html`<div class="stack">
    ${heading(translator.say(adminTexts, "reviewTitle"))}
    ${
      before === null
        ? nothing
        : notice(
            "warning",
            html`<p>${translator.say(adminTexts, "overtaken")}</p>
              <ul class="bullets">
                ${differences(before, base).map((field) => html`<li>${meaning(translator, base, field)}</li>`)}
              </ul>`,
          )
    }
    <ul class="changes" part="changes">
      ${changes.map(
        (field) =>
          html`<li>
            <p>${meaning(translator, after, field)}</p>
            <p class="muted small">${translator.say(adminTexts, "until")} ${meaning(translator, base, field)}</p>
          </li>`,
      )}
    </ul>
    ${shutsOut ? notice("warning", translator.say(adminTexts, "meansShutOut")) : nothing} ${problem}
    <div class="row buttons">
      ${button({
        text: translator.say(adminTexts, "savePolicy"),
        look: "primary",
        part: "button submit",
        busy: request !== null,
        onClick: () => send({ type: "save" }),
      })}
      ${button({
        text: translator.say(generalTexts, "back"),
        part: "button back",
        disabled: request !== null,
        onClick: () => send({ type: "back" }),
      })}
    </div>
  </div>`;
}

/** The remembered devices of all users: ended at once, whatever the days of the policy. */
function devicesView({ devices, request }: PolicyForm, { translator, send }: PolicyContext): TemplateResult {
  const text = translator.say(organizationTexts, "endDevices");
  const isBusy = request?.call === "end-devices";
  return html`<section class="stack tight person" aria-labelledby="devices-title">
    <h3 id="devices-title" tabindex="-1">${translator.say(organizationTexts, "devices")}</h3>
    ${
      devices === "ended"
        ? notice("success", translator.say(organizationTexts, "endDevicesDone"))
        : html`<p class="muted small">${translator.say(organizationTexts, "endDevicesText")}</p>`
    }
    ${
      devices === "ending"
        ? html`<div id="end-devices" class="row buttons" tabindex="-1">
            ${button({
              text,
              look: "danger",
              part: "button end-devices",
              busy: isBusy,
              onClick: () => send({ type: "devices-confirmed" }),
            })}
            ${button({
              text: translator.say(generalTexts, "cancel"),
              part: "button cancel",
              disabled: isBusy,
              onClick: () => send({ type: "devices", open: false }),
            })}
          </div>`
        : html`<div class="row">
            ${button({ text, part: "button open-devices", onClick: () => send({ type: "devices", open: true }) })}
          </div>`
    }
  </section>`;
}

export function policyView(state: PolicyState, context: PolicyContext): TemplateResult {
  const { translator, send } = context;
  const problem = troubleNotice(
    state.trouble,
    context,
    tryAgain(state.trouble, context, () => send({ type: "retry" })),
  );
  if (state.view === "review") return policyReview(state, context, problem);
  return html`<div class="stack">
    ${heading(translator.say(adminTexts, "policy"), translator.say(adminTexts, "policyLead"))}
    ${state.view === "form" && state.saved ? notice("success", translator.say(adminTexts, "saved")) : nothing}
    ${state.view === "form" && state.waits !== null ? notice("info", waitsText(translator, state.waits)) : nothing}
    ${problem} ${state.view === "form" ? changedText(translator, state.base) : nothing}
    ${
      state.view === "form"
        ? html`${policyForm(state, context)} ${devicesView(state, context)}`
        : state.trouble === null
          ? html`<p class="muted">${translator.say(generalTexts, "loading")}</p>`
          : nothing
    }
  </div>`;
}

function changedText(translator: Translator, { changedAt, changedBy }: Policy): unknown {
  if (changedAt === null) return nothing;
  const time = translator.moment(Date.parse(changedAt));
  const name = changedBy?.name ?? null;
  const text =
    name === null
      ? translator.say(organizationTexts, "changedAt", { time })
      : translator.say(organizationTexts, "changedBy", { name, time });
  return html`<p class="muted small">${text}</p>`;
}
