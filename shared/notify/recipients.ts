import { type Contact, openContact } from "../access/sealed-values.ts";
import type { NoticeKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import { type Language, languageOf } from "../language/languages.ts";
import type { Notice } from "./stream-notice.ts";

export interface Recipient {
  readonly to: NoticeKey["to"];
  readonly email: string;
  readonly language: Language;
}

const recipient = (to: Recipient["to"], { email, language }: Contact): Recipient => ({
  to,
  email,
  language: languageOf(language),
});
const isSame = (one: Contact, other: Contact): boolean => one.email.toLowerCase() === other.email.toLowerCase();

/**
 * Recipients of a notice: the contact known before the change, so that an attacker who takes over an account cannot silence its owner; the
 * new contact too if the change renews it, and alone if there was none. Each address gets it once.
 */
export async function recipientsOf(vault: Vault, { user, contacts }: Notice): Promise<readonly Recipient[]> {
  const before = await openContact(vault, user, { contact: contacts.before });
  const after = await openContact(vault, user, { contact: contacts.after });
  if (before === null) return after === null ? [] : [recipient("known", after)];
  if (after === null) return [recipient("known", before)];
  return isSame(before, after)
    ? [recipient("known", after)]
    : [recipient("known", before), recipient("renewed", after)];
}
