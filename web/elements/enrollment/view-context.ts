import type { Translator } from "../language/translator.ts";
import type { EnrollmentMessage } from "./state.ts";

export interface EnrollmentContext {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: EnrollmentMessage) => void;
  /** The user does not want to go on. */
  readonly leave: () => void;
  readonly copied: boolean;
  readonly onCopy: (succeeded: boolean) => void;
}
