import {
  paginateDescribePhoneNumbers,
  paginateDescribeSenderIds,
  type PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { askAllPages } from "../../aws-trouble.ts";
import { bad, type Check, type Finding, good, warn } from "../check.ts";
import type { StageContext } from "../context.ts";

interface Senders {
  /** Countries of active numbers that can send SMS. */
  readonly numbers: ReadonlySet<string>;
  /** Countries of registered sender IDs, or of the stage's own one if it names one. */
  readonly registered: ReadonlySet<string>;
}

/** Where a country asks for a registered sender, SNS takes the message all the same, and the carrier drops it. */
export const smsSenders: Check<StageContext> = {
  name: "SMS senders",
  async run({ aws: { smsVoice }, stage: { settings } }) {
    const { smsCountries, smsSenderId } = settings;
    if (smsCountries.length === 0)
      return warn("No country may get SMS.", "Name countries in smsCountries if users are to get codes by SMS.");
    const everywhere = smsCountries.includes("*");
    const senders = await sendersOf(smsVoice, smsSenderId);
    const findings = smsCountries.filter((country) => country !== "*").map((country) => judge(country, senders));
    return everywhere
      ? [warn("SMS may go to every country: fraudsters like that.", "Name the countries of your users."), ...findings]
      : findings;
  },
};

async function sendersOf(client: PinpointSMSVoiceV2Client, senderId: string | undefined): Promise<Senders> {
  const [numbers, ids] = await Promise.all([
    askAllPages(
      "sms-voice:DescribePhoneNumbers",
      paginateDescribePhoneNumbers({ client }, {}),
      (page) => page.PhoneNumbers,
    ),
    askAllPages("sms-voice:DescribeSenderIds", paginateDescribeSenderIds({ client }, {}), (page) => page.SenderIds),
  ]);
  return {
    numbers: new Set(
      numbers
        .filter(({ Status, NumberCapabilities }) => Status === "ACTIVE" && NumberCapabilities?.includes("SMS") === true)
        .map(({ IsoCountryCode = "" }) => IsoCountryCode),
    ),
    registered: new Set(
      ids
        .filter(({ Registered, SenderId }) => Registered === true && (senderId === undefined || SenderId === senderId))
        .map(({ IsoCountryCode = "" }) => IsoCountryCode),
    ),
  };
}

const where = "AWS End User Messaging console, Registrations; then let SNS use it by a resource policy.";

function judge(country: string, { numbers, registered }: Senders): Finding {
  const hasNumber = numbers.has(country);
  const hasSender = registered.has(country);
  switch (senderRuleOf(country)) {
    case "number":
      return hasNumber
        ? good(`${country}: has a number of its own.`)
        : bad(
            `${country}: needs a number of its own; messages are dropped.`,
            `Get a 10DLC, toll-free or short code. ${where}`,
          );
    case "registeredSender":
      return hasSender || hasNumber
        ? good(`${country}: has a registered sender.`)
        : bad(`${country}: needs a registered sender ID; messages are dropped.`, where);
    case "template":
      return warn(`${country}: needs registered message templates, which cannot be looked up.`, where);
    case "registrationOffered":
      return hasSender || hasNumber
        ? good(`${country}: has a registered sender.`)
        : warn(`${country}: unregistered senders may be replaced or dropped.`, where);
    case null:
      return good(`${country}: no registration known to be needed.`);
  }
}

/**
 * Requirements of AWS for a sender, by country. Dated 2026-11-21; rules change, so a country that is not listed is no promise.
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

const senderRuleOf = (country: string): SenderRule | null => {
  const found = Object.entries(rules).find(([, countries]) => countries.some((listed) => listed === country));
  return (found?.[0] as SenderRule | undefined) ?? null;
};
