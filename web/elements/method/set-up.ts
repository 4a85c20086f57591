import type { TemplateResult } from "lit";
import type { Client, CreationOptions, EnrollmentOffer, Enrolled, NewCredential } from "../api.ts";
import { autoCode, type CodeEntry, isLocked, submission, typed } from "../code/code-entry.ts";
import type { Translator } from "../language/translator.ts";
import type { Trouble } from "../trouble/trouble.ts";

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
