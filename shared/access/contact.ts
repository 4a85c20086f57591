import type { Sealed } from "../account/factor.ts";
import type { UserKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import { languageOf } from "../language/languages.ts";
import type { Caller } from "../identity/caller.ts";
import { sealContact } from "./sealed-values.ts";

/** Where to tell the user of changes, as the login's token says; null if this token does not, as an assertion never does. */
export const contactOf = async (
  vault: Vault,
  user: UserKey,
  { email }: Caller,
  acceptLanguage: string | undefined,
): Promise<Sealed | null> =>
  email === null ? null : sealContact(vault, user, { email, language: languageOf(acceptLanguage) });
