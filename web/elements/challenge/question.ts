import { html, nothing, type TemplateResult } from "lit";
import type { LoginDecision } from "../api.ts";
import { button } from "../parts/buttons.ts";
import { heading } from "../parts/blocks.ts";
import { dayText } from "../parts/time.ts";
import { challengeTexts } from "../texts/areas.ts";
import { troubleNotice } from "../trouble/trouble.ts";
import type { ChallengeContext, ChallengeMessage, ChallengeState, Question, QuestionState } from "./state.ts";

type Allowed = Extract<LoginDecision, { decision: "allow" }>;
type Answer = Extract<ChallengeMessage, { type: "answered" | "offered" | "recovery-ended" }>;

/** Null: nothing stands between the user and the app. */
export function questionIn({ recovery, enrollBy, rehearsal, enforcementFrom }: Allowed): Question | null {
  const cancelToken = recovery?.cancelToken;
  if (cancelToken !== undefined) return { about: "recovery", readyAt: recovery?.readyAt ?? null, cancelToken };
  if (enrollBy !== undefined) return { about: "set-up", day: enrollBy, isGrace: true, isShutOut: false };
  if (rehearsal === undefined) return null;
  const isShutOut = rehearsal.decision === "shut_out";
  return { about: "set-up", day: enforcementFrom ?? null, isGrace: false, isShutOut };
}

export function answered(state: QuestionState, message: Answer): ChallengeState {
  if (message.type === "offered")
    return { view: "enrollment", request: null, offer: message.offer, question: { ...state, request: null } };
  if (message.type === "recovery-ended") return goOn(state, message.now);
  if (state.request !== null) return state;
  if (message.answer === "go-on") return goOn(state, message.now);
  if ((state.trouble?.until ?? 0) > message.now) return state;
  const { question } = state;
  return {
    ...state,
    trouble: null,
    request:
      question.about === "set-up" ? { call: "listOffer" } : { call: "cancelRecovery", token: question.cancelToken },
  };
}

/** A user who thought it over for too long gets another assertion. */
const goOn = ({ result, until }: QuestionState, now: number): ChallengeState =>
  now < until
    ? { view: "done", request: null, result }
    : { view: "starting", request: { call: "login" }, late: false, answered: true };

export function questionView(state: QuestionState, context: ChallengeContext): TemplateResult {
  const { translator, now, send } = context;
  const { question, request, trouble } = state;
  const isBusy = request !== null;
  const isSetUp = question.about === "set-up";
  const act = button({
    text: translator.say(challengeTexts, isSetUp ? "setUpNow" : "wasNotMe"),
    look: "primary",
    part: "button submit",
    wide: true,
    busy: isBusy,
    disabled: (trouble?.until ?? 0) > now,
    onClick: () => send({ type: "answered", answer: "act", now: Date.now() }),
  });
  return html`<div class="stack">
    ${heading(...questionTexts(question, context), isSetUp ? "shield" : "warning")} ${troubleNotice(trouble, context)}
    ${isSetUp && question.isShutOut ? nothing : act}
    ${button({
      text: translator.say(challengeTexts, isSetUp ? "later" : "wasMe"),
      part: "button later",
      wide: true,
      disabled: isBusy,
      onClick: () => send({ type: "answered", answer: "go-on", now: Date.now() }),
    })}
  </div>`;
}

function questionTexts(question: Question, { translator }: ChallengeContext): readonly [title: string, lead: string] {
  if (question.about === "recovery") {
    const { readyAt } = question;
    const from =
      readyAt && translator.say(challengeTexts, "wasItYouFrom", { time: translator.moment(Date.parse(readyAt)) });
    return [
      translator.say(challengeTexts, "wasItYou"),
      [translator.say(challengeTexts, "wasItYouText"), from, translator.say(challengeTexts, "wasItYouElse")]
        .filter(Boolean)
        .join(" "),
    ];
  }
  const { day, isGrace, isShutOut } = question;
  const date = day === null ? null : dayText(translator, day);
  const when =
    date === null
      ? translator.say(challengeTexts, "soonText")
      : translator.say(challengeTexts, isGrace ? "graceText" : "soonFrom", { date });
  return [
    translator.say(challengeTexts, isGrace ? "graceTitle" : "soonTitle"),
    isShutOut ? `${when} ${translator.say(challengeTexts, "soonShutOut")}` : when,
  ];
}
