import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/buttons.ts";
import { heading, notice } from "../../parts/blocks.ts";
import { generalTexts, organizationTexts, overviewTexts } from "../../texts/areas.ts";
import { problemText, troubleNotice, tryAgain } from "../../trouble/trouble.ts";
import type { AdminContext, Effects } from "../page-parts.ts";
import { countryNames } from "../../parts/phone-number.ts";
import { type SmsMessage, type SmsMonth, type SmsState } from "./sms-update.ts";

type SmsContext = AdminContext<SmsMessage>;

export function smsView(state: SmsState, context: SmsContext): TemplateResult {
  const { translator, send } = context;
  const { shown, trouble, lifted, request } = state;
  return html`<div class="stack">
    ${heading(translator.say(overviewTexts, "spending"), translator.say(overviewTexts, "smsLead"))}
    ${lifted ? notice("success", translator.say(overviewTexts, "resumed")) : nothing}
    ${troubleNotice(
      trouble,
      context,
      tryAgain(trouble, context, () => send({ type: "retry" })),
    )}
    ${
      shown === null
        ? html`<p class="muted">${trouble === null ? translator.say(generalTexts, "loading") : nothing}</p>`
        : html`${spendingView(shown, state, context)} ${breakersView(shown, state, context)}`
    }
    <div class="row">
      ${button({
        text: translator.say(organizationTexts, "refresh"),
        look: "plain",
        part: "button refresh",
        busy: request?.call === "get",
        onClick: () => send({ type: "opened" }),
      })}
    </div>
  </div>`;
}

/** Of a message, whole cents are too coarse. */
export const money = ({ tag }: Translator, usd: number): string =>
  new Intl.NumberFormat(tag, { style: "currency", currency: "USD", maximumFractionDigits: usd < 1 ? 4 : 2 }).format(
    usd,
  );

const monthText = ({ tag }: Translator, month: string): string =>
  new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(month));

function spendingView(shown: SmsMonth, { request }: SmsState, { translator, now, send }: SmsContext): TemplateResult {
  const { month, spent, budget, byCountry } = shown;
  const step = (by: -1 | 1, key: "earlier" | "later"): TemplateResult =>
    button({
      text: translator.say(overviewTexts, key),
      part: `button ${key}`,
      disabled: request !== null || (by === 1 && month >= new Date(now).toISOString().slice(0, 7)),
      onClick: () => send({ type: "month", by }),
    });
  return html`<section class="stack tight person" aria-labelledby="month-title">
    <h3 id="month-title" tabindex="-1">${monthText(translator, month)}</h3>
    <p>
      ${translator.say(overviewTexts, "spent")}:
      <strong
        >${
          budget === null
            ? money(translator, spent)
            : translator.say(overviewTexts, "spentOf", {
                spent: money(translator, spent),
                budget: money(translator, budget),
              })
        }</strong
      >
    </p>
    ${budget === null ? html`<p class="muted small">${translator.say(overviewTexts, "noBudget")}</p>` : nothing}
    ${byCountry.length === 0 ? html`<p class="muted">${translator.say(overviewTexts, "noMessages")}</p>` : table(translator, byCountry)}
    <div class="row buttons">${step(-1, "earlier")} ${step(1, "later")}</div>
  </section>`;
}

const nameOf = (translator: Translator, code: string): string => countryNames(translator, [code])[0]?.name ?? code;

const table = (translator: Translator, rows: SmsMonth["byCountry"]): TemplateResult =>
  html`<table part="rows">
    <thead>
      <tr>
        <th scope="col">${translator.say(overviewTexts, "country")}</th>
        <th scope="col">${translator.say(overviewTexts, "messages")}</th>
        <th scope="col">${translator.say(overviewTexts, "cost")}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ country, messages, usd }) =>
          html`<tr>
            <td>${nameOf(translator, country)}</td>
            <td>${messages.toLocaleString(translator.tag)}</td>
            <td>${money(translator, usd)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

function breakersView({ breakers }: SmsMonth, state: SmsState, context: SmsContext): TemplateResult {
  const { translator } = context;
  return html`<section class="stack tight person" aria-labelledby="breakers-title">
    <h3 id="breakers-title" tabindex="-1">${translator.say(overviewTexts, "breakers")}</h3>
    ${
      breakers.length === 0
        ? html`<p class="muted">${translator.say(overviewTexts, "breakersNone")}</p>`
        : html`<ul class="changes" part="breakers">
            ${breakers.map((breaker) => breakerRow(breaker, state, context))}
          </ul>`
    }
  </section>`;
}

function breakerRow(
  { range, kind, country, state: stop, until }: SmsMonth["breakers"][number],
  { lifting, request }: SmsState,
  { translator, send }: SmsContext,
): TemplateResult {
  const values = { country: nameOf(translator, country), time: translator.moment(Date.parse(until)) };
  const text = translator.say(overviewTexts, "resume");
  return html`<li>
    <p>${translator.say(overviewTexts, kind === "country" ? "stoppedCountry" : "stoppedRange", values)}</p>
    ${stop === "trial" ? html`<p class="small">${translator.say(overviewTexts, "trial")}</p>` : nothing}
    ${
      lifting === range
        ? html`<div id="lifting" class="stack tight" tabindex="-1">
            <p class="small">${translator.say(overviewTexts, "resumeText")}</p>
            <div class="row buttons">
              ${button({
                text,
                look: "danger",
                part: "button resume",
                busy: request?.call === "lift",
                onClick: () => send({ type: "lift" }),
              })}
              ${button({
                text: translator.say(generalTexts, "cancel"),
                part: "button cancel",
                disabled: request !== null,
                onClick: () => send({ type: "lifting", range: null }),
              })}
            </div>
          </div>`
        : html`<div class="row buttons">
            ${button({
              text,
              part: "button open-resume",
              disabled: request !== null,
              onClick: () => send({ type: "lifting", range }),
            })}
          </div>`
    }
  </li>`;
}

export function smsEffects(translator: Translator, before: SmsState, after: SmsState): Effects {
  if (after.trouble !== null && after.trouble !== before.trouble)
    return { say: problemText(translator, after.trouble.code), focus: null };
  if (after.lifted && !before.lifted)
    return { say: translator.say(overviewTexts, "resumed"), focus: ["#breakers-title"] };
  if (after.lifting !== before.lifting)
    return { say: null, focus: after.lifting === null ? ["#breakers-title"] : ["#lifting"] };
  const isOther = before.shown !== null && after.shown !== null && after.shown.month !== before.shown.month;
  return { say: isOther && after.shown !== null ? monthText(translator, after.shown.month) : null, focus: null };
}
