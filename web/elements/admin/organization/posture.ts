import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/buttons.ts";
import { heading } from "../../parts/blocks.ts";
import { generalTexts, organizationTexts, overviewTexts } from "../../texts/areas.ts";
import { type Trouble, troubleNotice, troubleOf, tryAgain } from "../../trouble/trouble.ts";
import type { AdminContext, Tenant } from "../page-parts.ts";
import { ruleChoices } from "../policy/meaning.ts";
import type { Client, Data, Problem } from "../../api.ts";
import { outcomeOf } from "../../base/controllers.ts";

export type Posture = Data<"adminGetPosture">;

interface PostureRequest {
  readonly call: "posture";
}

export interface PostureState {
  readonly request: PostureRequest | null;
  /** Null: not known yet. */
  readonly posture: Posture | null;
  readonly trouble: Trouble<PostureRequest> | null;
}

export type PostureMessage =
  | { readonly type: "opened" | "closed" | "retry" }
  | { readonly type: "answered"; readonly posture: Posture }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };

export const noPosture: PostureState = { request: null, posture: null, trouble: null };

/** How the organization stands. Opened again, what is shown stays until the new answer is there. */
export function updatePosture(state: PostureState, message: PostureMessage): PostureState {
  switch (message.type) {
    case "opened":
    case "retry":
      return { ...state, trouble: null, request: { call: "posture" } };
    case "closed":
      return noPosture;
    case "answered":
      return { request: null, trouble: null, posture: message.posture };
    case "refused":
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, state.request) };
  }
}

export const callPosture = async (client: Client, tenant: Tenant): Promise<PostureMessage> =>
  outcomeOf<Posture, PostureMessage>(
    client.adminGetPosture(tenant),
    (posture) => ({ type: "answered", posture }),
    (problem) => ({ type: "refused", problem, now: Date.now() }),
  );

export function postureView(state: PostureState, context: AdminContext<PostureMessage>): TemplateResult {
  const { translator, send } = context;
  const { posture, trouble, request } = state;
  return html`<div class="stack">
    ${heading(translator.say(overviewTexts, "posture"), translator.say(overviewTexts, "postureLead"))}
    ${troubleNotice(
      trouble,
      context,
      tryAgain(trouble, context, () => send({ type: "retry" })),
    )}
    ${
      posture === null
        ? html`<p class="muted">${trouble === null ? translator.say(generalTexts, "loading") : nothing}</p>`
        : content(translator, posture)
    }
    <div class="row">
      ${button({
        text: translator.say(organizationTexts, "refresh"),
        look: "plain",
        part: "button refresh",
        busy: request !== null,
        onClick: () => send({ type: "opened" }),
      })}
    </div>
  </div>`;
}

/** Unmet requirements first: they are the ones to do something about. */
function content(translator: Translator, { asOf, service, tenant, requirements }: Posture): TemplateResult {
  const sorted = [...requirements.filter(({ met }) => !met), ...requirements.filter(({ met }) => met)];
  return html`<p class="muted small">
      ${translator.say(overviewTexts, "asOf", { time: translator.moment(Date.parse(asOf)) })}
    </p>
    ${section(
      "requirements",
      translator.say(overviewTexts, "requirements"),
      html`<ul class="changes" part="requirements">
        ${sorted.map((requirement) => requirementRow(translator, requirement))}
      </ul>`,
    )}
    ${section("tenant", translator.say(overviewTexts, "tenantFacts"), facts(tenantFacts(translator, tenant)))}
    ${
      service === undefined
        ? nothing
        : section("service", translator.say(overviewTexts, "serviceFacts"), facts(serviceFacts(translator, service)))
    }`;
}

const section = (id: string, title: string, inside: unknown): TemplateResult =>
  html`<section class="stack tight person" aria-labelledby="${id}-title">
    <h3 id="${id}-title">${title}</h3>
    ${inside}
  </section>`;

/** One that is newer than this page speaks the service's English. */
function requirementRow(
  translator: Translator,
  { id, text, met, why }: Posture["requirements"][number],
): TemplateResult {
  const toDo = met ? null : (translator.find(overviewTexts, `fix ${id}`) ?? why ?? null);
  return html`<li>
    <p>
      <strong>${translator.find(overviewTexts, id) ?? text}</strong>
      <span class=${met ? "tag" : "tag off"}>${translator.say(overviewTexts, met ? "met" : "notMet")}</span>
    </p>
    ${toDo === null ? nothing : html`<p class="small">${translator.say(overviewTexts, "toDo")}: ${toDo}</p>`}
    <p class="muted small">${id}</p>
  </li>`;
}

type Fact = readonly [name: string, text: string];

const facts = (rows: readonly Fact[]): TemplateResult =>
  html`<dl class="facts">
    ${rows.map(
      ([name, text]) =>
        html`<div class="fact">
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;

/** A value that is newer than this page is shown as it is. */
function chosen(translator: Translator, field: keyof typeof ruleChoices, value: string): string {
  const key = ruleChoices[field].find(([one]) => one === value)?.[1];
  return key === undefined ? value : translator.say(organizationTexts, key);
}

function tenantFacts(translator: Translator, tenant: Posture["tenant"]): readonly Fact[] {
  const yesNo = (is: boolean): string => translator.say(overviewTexts, is ? "yes" : "no");
  return [
    [translator.say(organizationTexts, "enforcement"), chosen(translator, "enforcement", tenant.enforcement)],
    [translator.say(overviewTexts, "passkeysOffered"), yesNo(tenant.phishingResistantOffered)],
    [translator.say(overviewTexts, "smsAllowed"), yesNo(tenant.sms === "allowed")],
    [translator.say(organizationTexts, "deviceDays"), String(tenant.trustedDevicesDays)],
    [translator.say(organizationTexts, "recovery"), chosen(translator, "recoveryMode", tenant.recovery)],
    [translator.say(organizationTexts, "approvalRule"), chosen(translator, "resetApproval", tenant.resetApproval)],
  ];
}

function serviceFacts(
  translator: Translator,
  { version, region, keys, limits, sms, notices }: NonNullable<Posture["service"]>,
): readonly Fact[] {
  const days = (count: number): string => translator.count(overviewTexts, "days", count);
  const { freeGuesses: free, dailyGuesses: daily, disableAfterGuesses: most } = limits;
  const { oldestDays } = keys.data;
  return [
    [translator.say(overviewTexts, "release"), version],
    [translator.say(overviewTexts, "region"), region],
    [translator.say(overviewTexts, "provider"), sms.provider],
    [translator.say(overviewTexts, "notices"), translator.say(overviewTexts, notices === "on" ? "yes" : "no")],
    [translator.say(overviewTexts, "signingKey"), days(keys.signing.ageDays)],
    [
      translator.say(overviewTexts, "dataKey"),
      oldestDays === null ? translator.say(overviewTexts, "dataNone") : days(oldestDays),
    ],
    [translator.say(overviewTexts, "limits"), translator.say(overviewTexts, "limitsText", { free, daily, most })],
  ];
}
