import type { TemplateResult } from "lit";
import type { EnrollmentOffer, Factor, NewCodes, Problem, RecoveryUnderWay, TroubleCode, TwoFactor } from "../api.ts";
import type { Translator } from "../language/translator.ts";
import type { Trouble } from "../trouble/trouble.ts";

export type SettingsRequest =
  | { readonly call: "list" }
  | { readonly call: "update"; readonly factorId: string; readonly change: FactorChange }
  /** `switchesOff`: it is the last one. */
  | { readonly call: "remove"; readonly factorId: string; readonly switchesOff: boolean }
  | { readonly call: "disable" }
  | { readonly call: "regenerate" }
  | { readonly call: "endRecovery" };

export interface FactorChange {
  readonly label?: string;
  readonly preferred?: boolean;
}

/** A method that takes another one's place: set up first (`fresh` is it), then given its name and rank, then the old one goes. */
export interface Replacement {
  readonly old: Factor;
  readonly fresh: Factor;
  readonly adopted: boolean;
}

export type Page =
  | { readonly name: "overview" }
  | { readonly name: "rename"; readonly factorId: string; readonly text: string; readonly wrong: boolean }
  | { readonly name: "remove"; readonly factorId: string }
  | { readonly name: "disable" }
  | { readonly name: "regenerate" }
  | { readonly name: "enroll"; readonly offer: EnrollmentOffer }
  | { readonly name: "replace"; readonly offer: EnrollmentOffer; readonly old: Factor; readonly begun: boolean }
  | ({ readonly name: "hand-over" } & Replacement)
  | { readonly name: "codes"; readonly codes: readonly string[] };

/** The outcome of the last action, as a key of the texts. */
export type Done =
  | "renamed"
  | "preferredNow"
  | "removed"
  | "switchedOff"
  | "switchedOn"
  | "methodAdded"
  | "replaced"
  | "notReplaced"
  | "codesMade"
  | "recoveryEnded";

export interface ReadyState {
  readonly view: "ready";
  readonly request: SettingsRequest | null;
  readonly twoFactor: TwoFactor;
  /** Under way, by the user or by whoever has the password; null: none, or the service tells it only right after the password. */
  readonly recovery: RecoveryUnderWay | null;
  readonly page: Page;
  /** The method whose menu is open on a narrow page. */
  readonly menu: string | null;
  readonly done: Done | null;
  readonly trouble: Trouble<SettingsRequest> | null;
  /** How many changes were made: the host and the activity are told of each. */
  readonly changes: number;
}

export type SettingsState =
  | { readonly view: "waiting"; readonly request: null }
  | { readonly view: "loading"; readonly request: SettingsRequest; readonly retried: boolean }
  | { readonly view: "failed"; readonly request: null; readonly code: TroubleCode; readonly until: number | null }
  | { readonly view: "signed-out"; readonly request: null }
  | ReadyState;

export type SettingsMessage =
  | { readonly type: "start" }
  | {
      readonly type: "listed";
      readonly data: TwoFactor;
      readonly unfinished: Unfinished | null;
      readonly recovery?: RecoveryUnderWay | null;
    }
  | { readonly type: "end-recovery" }
  | { readonly type: "recovery-ended" }
  | { readonly type: "updated"; readonly factor: Factor }
  | { readonly type: "removed" }
  | { readonly type: "disabled" }
  | { readonly type: "regenerated"; readonly data: NewCodes }
  /** A set-up had been confirmed before, and the codes that it may have brought are lost. */
  | { readonly type: "enrolled-before" }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number }
  /** The user would rather not prove again who they are. */
  | { readonly type: "unconfirmed" }
  | { readonly type: "retry"; readonly now: number }
  | { readonly type: "open"; readonly page: Page }
  | { readonly type: "close" }
  | { readonly type: "menu"; readonly factorId: string }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "submitted"; readonly now: number }
  | { readonly type: "prefer"; readonly factorId: string }
  | { readonly type: "enrolled"; readonly factor: Factor }
  | { readonly type: "codes-saved" };

/** A replacement that a reload interrupted, as the page remembers it. */
export interface Unfinished {
  readonly oldId: string;
  readonly freshId: string;
}

export const isBusy = ({ request }: ReadyState): boolean => request !== null && request.call !== "list";

export const activeFactors = ({ factors }: TwoFactor): readonly Factor[] =>
  factors.filter(({ status }) => status === "active");

export interface SettingsContext {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: SettingsMessage) => void;
  /** Asks the host for a new token. */
  readonly signIn: () => void;
  /** The elements inside; only the settings themselves can equip them. */
  readonly enrollment: (offer: EnrollmentOffer, steps: "first" | "further" | null) => TemplateResult;
  readonly newCodes: (codes: readonly string[]) => TemplateResult;
  readonly activity: () => TemplateResult;
  readonly devices: () => TemplateResult;
}
