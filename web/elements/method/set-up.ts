import { html, nothing, type TemplateResult } from "lit";
import type { Client, CreationOptions, Enrolled, EnrollmentOffer, NewCredential } from "../api.ts";
import { autoCode, type CodeEntry, isLocked, isPuzzling, submission, typed } from "../code/code-entry.ts";
import type { Translator } from "../language/translator.ts";
import { codeErrorText, lockNotice, type Trouble, troubleNotice } from "../trouble/trouble.ts";
import { button, type ButtonOptions, onSubmit } from "../parts/buttons.ts";
import { codeField } from "../parts/fields.ts";
import { enrollmentTexts, generalTexts } from "../texts/areas.ts";
import type { MethodKind } from "./kind.ts";

export type EnrollInput = Parameters<Client["enrollFactor"]>[0];

export type SetUpRequest =
  | { readonly call: "enroll"; readonly input: EnrollInput }
  | { readonly call: "confirm"; readonly factorId: string; readonly code: string }
  | { readonly call: "create"; readonly factorId: string; readonly publicKey: CreationOptions }
  /** The credential takes the place of the first code. */
  | { readonly call: "attest"; readonly factorId: string; readonly credential: NewCredential }
  | { readonly call: "resend"; readonly factorId: string };

export interface SetUpBase {
  readonly offer: EnrollmentOffer;
  readonly request: SetUpRequest | null;
  /** A refusal that is not about the code. */
  readonly trouble: Trouble<SetUpRequest> | null;
}

/** The choice of a method, also while a chosen one is being begun. */
export interface PickState extends SetUpBase {
  readonly view: "pick";
}

/** A set-up that a typed code confirms. */
export interface CodeState extends SetUpBase {
  readonly factorId: string;
  readonly entry: CodeEntry;
}

export interface SetUpContext<Message> {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: Message | SetUpMessage) => void;
  /** The user does not want to go on. */
  readonly leave: () => void;
  readonly copied: boolean;
  readonly onCopy: (succeeded: boolean) => void;
}

/** The messages of every set-up. */
export type SetUpMessage =
  | { readonly type: "pick-again" }
  | { readonly type: "start-again" }
  | { readonly type: "typed"; readonly text: string; readonly now: number }
  | { readonly type: "submitted"; readonly now: number };

/** A type's own part of the enrollment; a row of `factors/set-ups` registers it. */
export interface SetUpFlow<State extends SetUpBase, Message> {
  readonly start: (base: SetUpBase) => State | PickState;
  /** Null: the answer is none that this type can go on with. */
  readonly enrolled: (base: SetUpBase, data: Enrolled, now: number, input: EnrollInput) => State | null;
  readonly update: (state: State, message: Message) => State;
  readonly view: (state: State, context: SetUpContext<Message>) => TemplateResult;
}

export const hasEntry = <State extends SetUpBase>(state: State): state is State & CodeState => "entry" in state;

export function typeCode<State extends CodeState>(state: State, text: string, now: number): State {
  const entry = typed(state.entry, text);
  if (state.request !== null) return { ...state, entry };
  const code = autoCode(entry, now);
  return code === null ? { ...state, entry } : confirm({ ...state, entry: { ...entry, autoSent: code } }, code);
}

export function submitCode<State extends CodeState>(state: State, now: number): State {
  if (isLocked(state.entry, now)) return state;
  const result = submission(state.entry, ["digits"]);
  return "read" in result ? confirm(state, result.read.code) : { ...state, entry: result.entry };
}

const confirm = <State extends CodeState>(state: State, code: string): State => ({
  ...state,
  trouble: null,
  request: { call: "confirm", factorId: state.factorId, code },
});

interface ConfirmOptions {
  /** Advice from the second wrong code on. */
  readonly puzzled?: MethodKind["puzzled"];
  readonly look?: ButtonOptions["look"];
}

/** The field for the first code of a new method. */
export function confirmForm(
  { entry, request }: CodeState,
  label: string,
  { translator, now, send }: SetUpContext<never>,
  { puzzled = null, look = "primary" }: ConfirmOptions = {},
): TemplateResult {
  const locked = isLocked(entry, now);
  const submit = onSubmit(() => send({ type: "submitted", now: Date.now() }));
  return html`${lockNotice(translator, entry.lock, now)}
    <form class="stack" novalidate @submit=${submit}>
      ${codeField({
        label,
        text: entry.text,
        error: codeErrorText(translator, entry.error),
        disabled: locked,
        ...(puzzled !== null && isPuzzling(entry) ? { hint: translator.say(generalTexts, puzzled) } : {}),
        onType: (text) => send({ type: "typed", text, now: Date.now() }),
      })}
      ${button({
        text: translator.say(enrollmentTexts, "confirm"),
        look,
        type: "submit",
        part: "button submit",
        wide: true,
        busy: request?.call === "confirm",
        disabled: locked,
      })}
    </form>`;
}

/** A set-up that is over has to begin again; anything else can be tried once more with the view's own button. */
export function setUpTrouble({ trouble }: SetUpBase, context: SetUpContext<never>): unknown {
  const isOver = trouble?.code === "enrollment_expired" || trouble?.code === "factor_not_found";
  const again = button({
    text: context.translator.say(enrollmentTexts, "startAgain"),
    part: "button start-again",
    onClick: () => context.send({ type: "start-again" }),
  });
  return troubleNotice(trouble, context, isOver ? again : nothing);
}

/** Back to the choice, or out if there is none. */
export const goBack = ({ offer }: SetUpBase, { translator, send, leave }: SetUpContext<never>): TemplateResult =>
  offer.factorTypes.length > 1
    ? button({
        text: translator.say(enrollmentTexts, "anotherMethod"),
        look: "plain",
        part: "button back",
        onClick: () => send({ type: "pick-again" }),
      })
    : button({ text: translator.say(generalTexts, "cancel"), look: "quiet", part: "button cancel", onClick: leave });
