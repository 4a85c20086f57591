import type {
  Challenge,
  Completed,
  EnrollmentOffer,
  LoginDecision,
  OfferedFactor,
  Problem,
  RecoveryUnderWay,
  RequestOptions,
  TroubleCode,
} from "../api.ts";
import type { DeliveryTold } from "../method/delivery.ts";
import type { CodeEntry, Lock } from "../code/code-entry.ts";
import { type backupCodes, isCeremony, kindOf, methodKindOf } from "../factors/kinds.ts";
import type { CeremonyEnd } from "../factors/passkey/ceremony.ts";
import type { Translator } from "../language/translator.ts";
import type { Sent } from "../method/kind.ts";
import { challengeTexts } from "../texts/areas.ts";
import { problemText, type Trouble } from "../trouble/trouble.ts";

export type ChallengeRequest =
  /** `factorId`: the needs of this factor, so that no other is sent a code. */
  | { readonly call: "login"; readonly factorId?: string }
  | { readonly call: "sendSms"; readonly factorId: string; readonly channel?: "voice" }
  | {
      readonly call: "verify";
      readonly code: string;
      /** The method whose tries a wrong code costs. */
      readonly method: string;
      readonly challengeId: string | null;
      /** The app whose code it is; null: the service tries the preferred one. */
      readonly factorId: string | null;
      readonly remembers: boolean;
    }
  /** Asks what can be set up. */
  | { readonly call: "listOffer" }
  | { readonly call: "cancelRecovery"; readonly token: string }
  /** The browser asks for the passkey, whose answer then goes to the service. */
  | { readonly call: "ceremony"; readonly publicKey: RequestOptions; readonly remembers: boolean };

export type Choice = OfferedFactor | typeof backupCodes;

export interface PromptState {
  readonly view: "prompt";
  readonly request: ChallengeRequest | null;
  readonly page: "code" | "methods" | "lost" | "recovery";
  readonly factors: readonly OfferedFactor[];
  readonly backupCodesRemaining: number;
  readonly recoveryHelp: string | null;
  /** A phone can get its code by a call too. */
  readonly calls: boolean;
  /** Under way; null: none is. */
  readonly recovery: RecoveryUnderWay | null;
  /** The user may ask for one. */
  readonly recoveryOffered: boolean;
  /** For the browser; null: the user has no passkey that works on this page. */
  readonly publicKey: RequestOptions | null;
  /** The browser's dialog came to nothing, or its challenge was over and there is a new one. */
  readonly ceremonyEnded: boolean;
  /** The challenge was asked for anew once. */
  readonly renewed: boolean;
  readonly chosen: Choice;
  /** Days without a code that the right one can bring this browser; 0: none. */
  readonly deviceDays: number;
  /** The user wants them. */
  readonly remembers: boolean;
  readonly sent: Sent | null;
  readonly entry: CodeEntry;
  readonly locks: Readonly<Record<string, Lock>>;
  readonly trouble: Trouble<ChallengeRequest> | null;
  /** The codes of a set-up took so long to save that its assertion is over. */
  readonly late: boolean;
}

/** Asked of a user who is let in without a code, before the host hears of it. */
export type Question =
  | {
      readonly about: "set-up";
      /** Until when it may be put off, or from when on there is no way around it; null: nobody has named a day. */
      readonly day: string | null;
      /** The days of grace run; else the organization only rehearses. */
      readonly isGrace: boolean;
      /** The user would have nothing to set up. */
      readonly isShutOut: boolean;
    }
  | { readonly about: "recovery"; readonly readyAt: string | null; readonly cancelToken: string };

export interface QuestionState {
  readonly view: "question";
  readonly request: ChallengeRequest | null;
  readonly question: Question;
  readonly result: Completed;
  /** By this device's clock; then the assertion is too old to hand over. */
  readonly until: number;
  readonly trouble: Trouble<ChallengeRequest> | null;
}

export type ChallengeState =
  | { readonly view: "waiting"; readonly request: null }
  /** `answered`: the question was, and is not asked again. */
  | {
      readonly view: "starting";
      readonly request: ChallengeRequest;
      readonly late: boolean;
      readonly answered?: boolean;
    }
  | { readonly view: "failed"; readonly request: null; readonly code: TroubleCode; readonly until: number | null }
  | { readonly view: "signed-out"; readonly request: null }
  /** `question`: whoever leaves comes back to it; null: there is no other way in. */
  | {
      readonly view: "enrollment";
      readonly request: null;
      readonly offer: EnrollmentOffer;
      readonly question: QuestionState | null;
    }
  | { readonly view: "done"; readonly request: null; readonly result: Completed }
  | QuestionState
  | PromptState;

export type ChallengeMessage =
  | { readonly type: "start" }
  | { readonly type: "decided"; readonly data: LoginDecision; readonly now: number }
  | { readonly type: "sms-sent"; readonly challenge: Challenge; readonly now: number }
  | DeliveryTold
  | { readonly type: "ceremony-wanted" }
  | { readonly type: "ceremony-ended"; readonly end: CeremonyEnd }
  | { readonly type: "verified"; readonly result: Completed }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  | { readonly type: "typed"; readonly text: string; readonly now: number }
  | { readonly type: "submitted"; readonly now: number }
  /** `channel`: how the code goes out. */
  | { readonly type: "chosen"; readonly choice: Choice; readonly now: number; readonly channel?: "voice" }
  | { readonly type: "page"; readonly page: PromptState["page"] }
  | { readonly type: "remembers"; readonly on: boolean }
  | { readonly type: "resend"; readonly now: number; readonly channel?: "voice" }
  | { readonly type: "retry"; readonly now: number }
  | { readonly type: "enrolled"; readonly result: Completed; readonly onTime: boolean }
  /** Of a question; `act` sets up now, or ends the recovery. */
  | { readonly type: "answered"; readonly answer: "act" | "go-on"; readonly now: number }
  | { readonly type: "offered"; readonly offer: EnrollmentOffer }
  | { readonly type: "recovery-ended"; readonly now: number }
  | { readonly type: "enrollment-left" };

export interface ChallengeContext {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: ChallengeMessage) => void;
  /** Tells the host that the user gives up or has to enter the password again. */
  readonly cancel: () => void;
}

/** The factor that a code is sent to before it can be typed; null: the chosen method needs none. */
export const sentTo = (choice: Choice): OfferedFactor | null =>
  choice.id !== null && kindOf(choice.type)?.sendsCode === true ? choice : null;

/** A passkey needs options for the browser; any other method of this page can be taken. */
export const canChoose = ({ type }: Choice, publicKey: RequestOptions | null): boolean =>
  methodKindOf(type) !== null && (publicKey !== null || !isCeremony(type));

/** Until when no code is taken; 0: one is, or none ever will be. */
export const waitOf = ({ entry: { lock } }: PromptState): number =>
  lock === null || lock === "disabled" ? 0 : lock.until;

/** Until when no code goes out: after wrong ones, and after the one before. */
export const sendWaitOf = (state: PromptState): number =>
  Math.max(state.sent?.resendAt ?? 0, state.trouble?.until ?? 0, waitOf(state));

export const endText = (translator: Translator, end: NonNullable<Sent["end"]>): string =>
  end === "expired" ? problemText(translator, "challenge_expired") : translator.say(challengeTexts, "usedUp");
