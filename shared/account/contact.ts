import type { Sealed } from "../domain/account.ts";
import type { UserKey, Vault } from "../ports.ts";
import { languageOf } from "../sms/languages.ts";
import type { Caller } from "../tokens/caller.ts";
import { sealContact } from "./sealed-values.ts";

/** Where to tell the user of changes, as the login's token says; null if this token does not, as an assertion never does. */
export const contactOf = async (
  vault: Vault,
  user: UserKey,
  { email }: Caller,
  acceptLanguage: string | undefined,
): Promise<Sealed | null> =>
  email === null ? null : sealContact(vault, user, { email, language: languageOf(acceptLanguage) });
