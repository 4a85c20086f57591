import type { Challenge, Delivery } from "../api.ts";
import type { challengeTexts, enrollmentTexts, generalTexts, PlainKey, settingsTexts } from "../texts/areas.ts";
import type { Translator } from "../language/translator.ts";
import type { IconName } from "../parts/blocks.ts";

type GeneralKey = PlainKey<typeof generalTexts>;
type ChallengeKey = PlainKey<typeof challengeTexts>;
type EnrollmentKey = PlainKey<typeof enrollmentTexts>;
type SettingsKey = PlainKey<typeof settingsTexts>;

/** A code that went out by SMS or by a call. */
export interface Sent {
  readonly challenge: Challenge;
  /** By this device's clock. */
  readonly resendAt: number;
  /** When the page asks what became of it, by this device's clock. */
  readonly askAt: number;
  /** Null: nobody has asked, or nobody knows. */
  readonly delivery: Delivery | null;
  /** Why it answers nothing any more; null: it does. */
  readonly end: "expired" | "used-up" | null;
}

export interface LeadContext {
  readonly translator: Translator;
  readonly now: number;
  readonly phoneNumber: string | undefined;
  /** The name of the chosen factor, where the user has several of its type. */
  readonly name: string | null;
  readonly sent: Sent | null;
  readonly isSending: boolean;
  /** The code on its way is read out by a call. */
  readonly isCall: boolean;
}

/** The facts about a way to confirm a sign-in; the law of the page never asks for its name. */
export interface MethodKind {
  readonly icon: IconName;
  readonly name: "authenticatorApp" | "passkeyName" | "phone" | "backupCode";
  /** The service sends the code, so one has to be asked for first. */
  readonly sendsCode: boolean;
  /** The browser answers for the user: there is no code to type. */
  readonly isCeremony: boolean;
  /** `letters`: the code has letters too, and phones show them. */
  readonly keyboard: "digits" | "letters";
  readonly codeLabel: "codeLabel" | "backupCode";
  /** Advice from the second wrong code on; null: there is none. */
  readonly puzzled: GeneralKey | null;
  /** The sentence above the code's field. */
  readonly lead: (context: LeadContext) => unknown;
}

/** Why a browser cannot use a method on this page, as a key of the general texts. */
export type Hindrance = "passkeyAddress" | "passkeyUnsupported";

/** A method that a user sets up. */
export interface FactorKind extends MethodKind {
  /** The label that the service gives to a factor without a name. */
  readonly defaultLabel: string;
  readonly otherWay: ChallengeKey;
  readonly pick: { readonly title: EnrollmentKey; readonly text: EnrollmentKey };
  /** Null: nothing stands in the way here. */
  readonly hindrance: () => Hindrance | null;
  /** Safer than the others: the set-up says so where there is a choice. */
  readonly recommended: boolean;
  /** An admin can register it for a user who has none. */
  readonly preRegistered: boolean;
  /** A policy lists it among its types; else it has rules of its own there. */
  readonly inPolicyList: boolean;
  /** A button of its own in the settings; null: it is one of the methods to add. */
  readonly addAction: SettingsKey | null;
  /** Null: the new one is added and the old one removed, each by itself. */
  readonly replace: {
    readonly action: SettingsKey;
    readonly title: SettingsKey;
    readonly first: SettingsKey;
  } | null;
}
