/**
 * What AWS asks of a sender, by country. Dated 2026-11-21; rules change, so a country that is not listed is no promise.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/phone-numbers-sms-by-country.html (numbers, required sender IDs)
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-country.html (countries with a registration form)
 */
const rules = {
  /** A number of one's own: 10DLC, toll-free or short code. */
  number: ["US", "PR", "GU", "AS", "VI"],
  /** A sender ID that was registered before: without it carriers drop the message. */
  registeredSender: ["AE", "BY", "EG", "IN", "JO", "KW", "PH", "QA", "RU", "SA", "SG", "TH", "VN"],
  /** Every kind of message is registered as a template. */
  template: ["CN"],
  /** There is a form. Where it is not a duty yet, unregistered names may be replaced, marked as suspicious or dropped. */
  registrationOffered: ["AT", "AU", "ES", "FI", "ID", "IE", "KE", "KZ", "LK", "TR"],
} as const satisfies Record<string, readonly string[]>;

export type SenderRule = keyof typeof rules;

export const senderRuleOf = (country: string): SenderRule | null => {
  const found = Object.entries(rules).find(([, countries]) => countries.some((listed) => listed === country));
  return (found?.[0] as SenderRule | undefined) ?? null;
};
