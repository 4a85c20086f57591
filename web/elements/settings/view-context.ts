import type { TemplateResult } from "lit";
import type { EnrollmentOffer } from "../api.ts";
import type { Translator } from "../language/translator.ts";
import type { SettingsMessage } from "./state.ts";

export interface SettingsContext {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: SettingsMessage) => void;
  /** Asks the host for a new token. */
  readonly signIn: () => void;
  /** The elements inside; only the settings themselves can equip them. */
  readonly enrollment: (offer: EnrollmentOffer) => TemplateResult;
  readonly newCodes: (codes: readonly string[]) => TemplateResult;
  readonly activity: () => TemplateResult;
}
