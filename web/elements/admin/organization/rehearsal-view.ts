import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button, onSubmit } from "../../parts/buttons.ts";
import { heading } from "../../parts/blocks.ts";
import { textArea } from "../../parts/fields.ts";
import { methodName } from "../../factors/kinds.ts";
import { adminTexts, organizationTexts } from "../../texts/areas.ts";
import { troubleNotice, tryAgain } from "../../trouble/trouble.ts";
import { csvOf } from "../page-parts.ts";
import { isField } from "../policy/draft.ts";
import { meaning } from "../policy/meaning.ts";
import type { Rehearsed, RehearsalContext, RehearsalState, Totals } from "./rehearsal-update.ts";
import { money } from "./sms-view.ts";

/** As many rows as can be read at a glance; the CSV has the rest. */
const mostShown = 50;

export function rehearsalView(state: RehearsalState, context: RehearsalContext): TemplateResult {
  const { translator, send } = context;
  return html`<div class="stack">
    ${heading(translator.say(organizationTexts, "rehearsal"), translator.say(organizationTexts, "rehearsalLead"))}
    ${proposalView(state.policy ?? context.proposal, context)}
    ${troubleNotice(
      state.trouble,
      context,
      tryAgain(state.trouble, context, () => send({ type: "retry" })),
    )}
    ${state.policy === null ? form(state, context) : results(state, context)}
  </div>`;
}

function proposalView(change: RehearsalContext["proposal"], { translator, policy }: RehearsalContext): unknown {
  if (policy === null) return nothing;
  const lines = Object.keys(change).filter(isField);
  return html`<div class="stack tight">
    <p>${translator.say(organizationTexts, "rehearsed")}</p>
    <ul class="changes">
      ${lines.map((field) => html`<li>${meaning(translator, { ...policy, ...change }, field)}</li>`)}
    </ul>
    <p class="muted small">${translator.say(organizationTexts, "rehearsedFrom")}</p>
  </div>`;
}

function form({ typed, fault, request }: RehearsalState, context: RehearsalContext): TemplateResult {
  const { translator, send, proposal: policy } = context;
  return html`<form class="stack" novalidate @submit=${onSubmit(() => send({ type: "submitted", policy }))}>
    ${textArea({
      id: "ids",
      label: translator.say(organizationTexts, "ids"),
      hint: translator.say(organizationTexts, "idsHint"),
      text: typed,
      error: fault === null ? null : faultText(translator, fault),
      maxLength: 10_000_000,
      required: true,
      onType: (text) => send({ type: "typed", text }),
    })}
    <div class="field">
      <label for="ids-file">${translator.say(organizationTexts, "idsFile")}</label>
      <input
        id="ids-file"
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        @change=${({ target }: Event) => {
          const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
          if (file !== undefined) send({ type: "picked", file });
        }}
      />
    </div>
    <div class="row">
      ${button({
        text: translator.say(organizationTexts, "rehearse"),
        look: "primary",
        type: "submit",
        part: "button submit",
        busy: request !== null,
      })}
    </div>
  </form>`;
}

export function faultText(translator: Translator, fault: NonNullable<RehearsalState["fault"]>): string {
  if (fault === "missing") return translator.say(organizationTexts, "idsMissing");
  if (fault === "unreadable") return translator.say(adminTexts, "fileUnreadable");
  switch (fault.fault) {
    case "row":
      return translator.say(adminTexts, "fileLine", { line: fault.line });
    case "encoding":
      return translator.say(adminTexts, "fileEncoding", { line: fault.line });
    case "columns_twice":
      return translator.say(adminTexts, "fileTwice", { names: fault.names.join(", ") });
    case "columns_missing":
    case "empty":
      return translator.say(organizationTexts, "idsMissing");
  }
}

const outcomes = { allow: "toAllow", challenge: "toChallenge", enroll: "toEnroll", shut_out: "toShutOut" } as const;
const counted = [
  ["shut_out", "countShutOut"],
  ["enroll", "countEnroll"],
  ["challenge", "countChallenge"],
  ["allow", "countAllow"],
  ["no_backup_codes", "countCodes"],
  ["only_sms", "countSms"],
] as const;

/** A decision or a reason that is newer than this page is shown as it is. */
const outcomeText = (translator: Translator, outcome: string): string =>
  outcome in outcomes ? translator.say(organizationTexts, outcomes[outcome as keyof typeof outcomes]) : outcome;
const whyText = (translator: Translator, why: string | null): string =>
  why === null ? "" : (translator.find(organizationTexts, why) ?? why);

/** The worst first. */
const order = ["shut_out", "enroll", "challenge", "allow"];
const byOutcome = (one: Rehearsed, other: Rehearsed): number => order.indexOf(one.then) - order.indexOf(other.then);

function results(state: RehearsalState, { translator, send, download }: RehearsalContext): TemplateResult {
  const { users, totals, request, trouble } = state;
  return html`${request === null ? nothing : html`<p class="muted">${translator.say(organizationTexts, "rehearsing")}</p>`}
    ${totals === null ? nothing : [totalsView(totals, translator), list(users, translator)]}
    <div class="row buttons">
      ${
        request === null && trouble === null
          ? button({
              text: translator.say(adminTexts, "report"),
              icon: "download",
              part: "button report",
              onClick: download,
            })
          : nothing
      }
      ${button({
        text: translator.say(organizationTexts, "rehearseOther"),
        part: "button other-users",
        onClick: () => send({ type: "start" }),
      })}
    </div>`;
}

const totalsView = ({ counts, sms }: Totals, translator: Translator): TemplateResult =>
  html`<ul class="bullets">
      ${counted.map(([name, key]) => html`<li>${translator.say(organizationTexts, key, { count: counts[name] })}</li>`)}
    </ul>
    <p>
      ${translator.say(organizationTexts, "weekSms", {
        least: sms.least.messages,
        most: sms.most.messages,
        from: money(translator, sms.least.usd),
        to: money(translator, sms.most.usd),
      })}
    </p>
    <p class="muted small">
      ${translator.say(organizationTexts, "weekAssumed", { logins: sms.logins, month: sms.pricesAsOf })}
    </p>`;

const list = (users: readonly Rehearsed[], translator: Translator): TemplateResult =>
  html`<ul class="events" part="rows">
      ${users
        .toSorted(byOutcome)
        .slice(0, mostShown)
        .map(
          ({ userId, then, why }) =>
            html`<li>
              <strong>${userId}</strong> <span>${outcomeText(translator, then)}</span>
              ${why === null ? nothing : html`<p class="muted small">${whyText(translator, why)}</p>`}
            </li>`,
        )}
    </ul>
    ${
      users.length > mostShown
        ? html`<p class="muted small">${translator.count(adminTexts, "moreRows", users.length - mostShown)}</p>`
        : nothing
    }`;

/** Every user as a CSV: the service's own words for decisions, so that it can be sorted and compared. */
export const rehearsalReport = (translator: Translator, { users }: Pick<RehearsalState, "users">): string =>
  csvOf([
    ["userId", "now", "then", "why", "methods", "backupCodes"],
    ...users
      .toSorted(byOutcome)
      .map(({ userId, now, then, why, factors, backupCodes }) => [
        userId,
        now,
        then,
        why ?? "",
        factors.map((type) => methodName(translator, type) ?? type).join(", "),
        backupCodes,
      ]),
  ]);
