import { type Contact, openContact } from "../access/sealed-values.ts";
import type { Sealed } from "../account/factor.ts";
import type { NoticeKey } from "../ports/notices.ts";
import type { Vault } from "../ports/vault.ts";
import { type Language, languageOf } from "../language/languages.ts";
import type { Notice } from "./stream-notice.ts";

export interface Recipient {
  readonly to: NoticeKey["to"];
  readonly email: string;
  readonly language: Language;
  /** Gets the link: the address that was known longest, since a thief may have brought the others. */
  readonly acts: boolean;
}

const isSame = (one: Contact, other: Contact): boolean => one.email.toLowerCase() === other.email.toLowerCase();

/**
 * Recipients of a notice: the contact known before the change, so that an attacker who takes over an account cannot silence its owner; the
 * new contact too if the change renews it, and alone if there was none; and for thirty days the contacts before. Each address gets it once.
 */
export async function recipientsOf(vault: Vault, { user, contacts }: Notice): Promise<readonly Recipient[]> {
  const open = async (contact: Sealed | null) => openContact(vault, user, { contact });
  const [before, after, former, earlier] = await Promise.all([
    open(contacts.before),
    open(contacts.after),
    open(contacts.former?.[0] ?? null),
    open(contacts.former?.[1] ?? null),
  ]);
  const isRenewed = before !== null && after !== null && !isSame(before, after);
  const places: readonly (readonly [Recipient["to"], Contact | null])[] = [
    ["known", isRenewed ? before : (after ?? before)],
    ["renewed", isRenewed ? after : null],
    ["former", former],
    ["former-2", earlier],
  ];
  const known = places.flatMap(([to, contact]) => (contact === null ? [] : [{ to, contact }]));
  const oldest = former ?? before ?? after;
  return known
    .filter(({ contact }, index) => known.findIndex((one) => isSame(one.contact, contact)) === index)
    .map(({ to, contact: { email, language } }) => ({
      to,
      email,
      language: languageOf(language),
      acts: oldest !== null && isSame(oldest, { email, language }),
    }));
}
