import type { Translator } from "../language/translator.ts";
import type { ChallengeMessage } from "./state.ts";

export interface ViewContext {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: ChallengeMessage) => void;
  /** Tells the host that the user gives up or has to enter the password again. */
  readonly cancel: () => void;
}
