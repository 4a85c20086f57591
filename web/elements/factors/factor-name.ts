import type { FactorType } from "../api.ts";
import type { Translator } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";

/** What the service calls a factor that nobody has named: shown in the reader's language. */
const unnamed: Readonly<Record<FactorType, string>> = { totp: "Authenticator app", sms: "Phone" };

export const factorName = (
  translator: Translator,
  { type, label }: { readonly type: FactorType; readonly label: string },
): string =>
  label === unnamed[type] ? translator.say(generalTexts, type === "totp" ? "authenticatorApp" : "phone") : label;
