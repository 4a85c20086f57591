import type { Speech } from "../language/translator.ts";
import type { EnrollmentMessage } from "./state.ts";

export interface EnrollmentContext {
  readonly speech: Speech;
  readonly now: number;
  readonly send: (message: EnrollmentMessage) => void;
  /** The user does not want to go on. */
  readonly leave: () => void;
  readonly copied: boolean;
  readonly onCopy: (succeeded: boolean) => void;
}
