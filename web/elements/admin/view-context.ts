import type { Translator } from "../language/translator.ts";

/** What every view of the admin pages is given. */
export interface AdminContext<Message> {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: Message) => void;
}
