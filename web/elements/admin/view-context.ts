import type { Speech } from "../language/translator.ts";

/** What every view of the admin pages is given. */
export interface AdminContext<Message> {
  readonly speech: Speech;
  readonly now: number;
  readonly send: (message: Message) => void;
}
