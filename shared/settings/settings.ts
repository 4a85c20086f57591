import * as z from "zod";
import { issuerNamePattern } from "../account/policy-fields.ts";
import { rulesSchema, wholeNumber } from "../account/rules.ts";
import { issuerSchema } from "./issuer.ts";
import { wrongIssuers } from "./issuer-tenants.ts";
import { knownCountries, policyFloor } from "./policy-floor.ts";
import { plainSentence } from "./sentence.ts";
import { notJson, strictJson } from "./strict-json.ts";

const json = z.string().transform((text, context) => {
  try {
    return strictJson(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: notJson(error) });
    return z.NEVER;
  }
});
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

const yesOrNo = z.enum(["true", "false"], "must be true or false").transform((text) => text === "true");

export const smsProviders = ["sns", "end-user-messaging", "notify"] as const;
export type SmsProvider = (typeof smsProviders)[number];

/** Whether a text of our own, a notice or a caller's two words, can go out. Notify has approved texts for codes alone. */
export const carriesOwnTexts = {
  sns: true,
  "end-user-messaging": true,
  notify: false,
} as const satisfies Record<SmsProvider, boolean>;
/** An id or ARN of AWS End User Messaging. */
const awsName = z.string().regex(/^[\w:/.-]{1,256}$/, "an id or ARN");

/** Entries judged one by one; `parseSettings` judges them together. */
const issuers = z.array(issuerSchema).min(1, "names no issuer");

const deployment = z.object({
  tableName: z.string().min(3).describe("DynamoDB table"),
  kmsKeyId: z.string().min(1).describe("KMS key that wraps the data keys"),
  eventBusName: z.string().min(1).describe("EventBridge bus that the events go to"),
  auditLogGroup: z.string().min(1).describe("Log group of CloudWatch that gets a line for each event"),
  serviceIssuer: z.url().describe("`iss` of the tokens: the service's own URL"),
  originSecret: z
    .string()
    .min(16)
    .optional()
    .describe("What CloudFront adds to each call in `x-origin-secret`; calls without it are refused"),
  trustedIssuers: json.pipe(issuers).describe("JSON array of the issuers whose first-factor tokens are accepted"),
  appName: z
    .string()
    .min(1)
    .max(40)
    .refine((name) => issuerNamePattern.test(name), "no colon and no control characters")
    .default("Countersign")
    .describe("Name that authenticator apps and SMS show until a policy names another"),
  smsOriginHost: z
    .string()
    .regex(/^[a-z0-9.-]+$/, "a host name")
    .max(90)
    .optional()
    .describe("Login host; put on the last line of an SMS so that browsers fill the code in only there"),
  smsCountries: list
    .pipe(knownCountries)
    .default([])
    .describe(
      "Countries that may get SMS (comma-separated); a policy can only narrow them. None by default, `*` for all",
    ),
  policyFloor: json
    .pipe(policyFloor)
    .default({})
    .describe(
      "Policy fields (`required` or `enforcement`, `enforcementFrom`, `graceDays`, `requiredFor`, `factorTypes`, `passkeys`, `phoneRegistration`, `smsCountries`, `trustedDevices`, `resetApproval`, `recovery`, `voice`, `smsBudgetUsd`) that every organisation's policy is at least as strict as; lists are the largest sets allowed, days and the budget the most. With `enforcement` `on` a date and grace that are not named are none",
    ),
  smsProvider: z
    .enum(smsProviders, `must be ${smsProviders.join(", ")}`)
    .default("sns")
    .describe("Carrier of the codes: `sns`, `end-user-messaging` or `notify` (docs/sms.md)"),
  smsOrigination: awsName
    .optional()
    .describe("Of end-user-messaging: the pool, phone number or sender, by its id or ARN, that SMS come from"),
  smsVoiceOrigination: awsName
    .optional()
    .describe("Of end-user-messaging: the phone number, by its id or ARN, that calls come from; no calls without one"),
  smsConfigurationSet: awsName.optional().describe("Configuration set of end-user-messaging and notify"),
  smsProtectConfiguration: awsName
    .optional()
    .describe("Protect configuration of end-user-messaging: the countries that AWS lets messages through to"),
  smsNotifyConfiguration: awsName.optional().describe("Of notify: the configuration that messages are sent with"),
  smsNotifyTemplate: awsName
    .optional()
    .describe("Of notify: the template of SMS; the configuration's default without it"),
  smsNotifyVoiceTemplate: awsName.optional().describe("Of notify: the template of calls; no calls without one"),
  smsNotifyVariables: z
    .string()
    .regex(/^\w+=(code|brand|minutes)(,\w+=(code|brand|minutes))*$/, "pairs such as code=code,brandName=brand")
    .default("code=code")
    .describe("Of notify: the template's variables, each with `code`, `brand` or `minutes` as its value"),
  smsPrices: z
    .string()
    .regex(/^(?:[A-Z]{2}|\*)=\d+(?:\.\d+)?(?:,(?:[A-Z]{2}|\*)=\d+(?:\.\d+)?)*$/, "pairs such as CH=0.07,*=0.09")
    .optional()
    .describe("Your prices of one SMS (USD) by country, for the ledger; `*` stands for the others"),
  smsSenderId: z
    .string()
    .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, "1 to 11 letters or digits, one of them a letter")
    .optional()
    .describe("Sender shown by phones, where the country allows one"),
  smsMaxPrice: z
    .string()
    .regex(/^\d+(\.\d+)?$/, "a price in USD")
    .default("0.50")
    .describe("Dearest single SMS (USD); dearer ones are refused by SNS"),
  mailFrom: z
    .email("an e-mail address")
    .optional()
    .describe("Sender of the e-mails that tell users of changes; nobody is told without one"),
  settingsPage: z
    .string()
    .regex(/^https?:\/\/[^\s#"<>]+$/, "an address such as https://app.example.com/security")
    .optional()
    .describe("The app's page with `<countersign-settings>`: where the link in a removal's e-mail leads to undo it"),
  corsOrigins: list
    .pipe(z.array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, "exact origins such as https://app.example.com")))
    .default([])
    .describe("Exact origins of web apps that may call the API (comma-separated)"),
  assertionSeconds: wholeNumber(60, 600).default(300).describe("Lifetime of an assertion (seconds)"),
  accessTokenSeconds: wholeNumber(60, 900)
    .default(300)
    .describe("Lifetime of an access token, with which people change their second step (seconds)"),
  dataKeyCacheSeconds: wholeNumber(0, 300)
    .default(300)
    .describe("How long an unwrapped data key stays in memory (seconds); 0 asks KMS at every use"),
  // NIST SP 800-57 part 1, table 1: at most two years for a key that encrypts stored data.
  dataKeyDays: wholeNumber(30, 730)
    .default(365)
    .describe("Age at which a data key gets a successor, with which values are sealed anew when next used (days)"),
  activityDays: wholeNumber(30, 3650).default(400).describe("How long activity is kept (days)"),
  loginsOnBus: yesOrNo
    .default(true)
    .describe(
      "Whether successful logins are events on the bus (`true`), or lines of activity and audit log alone (`false`)",
    ),
  logLevel: z
    .enum(["DEBUG", "INFO", "WARN", "ERROR", "SILENT"])
    .default("INFO")
    .describe("Least severe log line that is written"),
});

/** Settings of a function: one environment variable per key, `SCREAMING_SNAKE_CASE`. */
export const settingsSchema = z.object({ ...deployment.shape, ...rulesSchema.shape });
export type Settings = z.output<typeof settingsSchema>;

export const variableOf = (name: string): string => name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase();

/**
 * Reads the settings from variables; refuses with one sentence per wrong one. An empty variable counts as absent.
 * The issuers `apart` are the deployment's own and share tenants with the others.
 */
export function parseSettings(
  variables: Readonly<Record<string, string | undefined>>,
  { apart = [] }: { readonly apart?: readonly string[] } = {},
): Settings {
  const names = Object.keys(settingsSchema.shape);
  const given = names.flatMap((name) => {
    const value = variables[variableOf(name)];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  const parsed = settingsSchema.safeParse(Object.fromEntries(given), { error: plainSentence });
  const sentences = parsed.success
    ? [
        ...wrongIssuers(parsed.data.trustedIssuers, parsed.data.serviceIssuer, apart).map(
          ({ at, field, sentence }) => `TRUSTED_ISSUERS (${at}.${field}): ${sentence}`,
        ),
        ...missingOfProvider(parsed.data),
      ]
    : parsed.error.issues.map(sentenceOf);
  if (parsed.success && sentences.length === 0) return parsed.data;
  throw new Error(`The settings are wrong.\n${sentences.join("\n")}`);
}

/** Names that a provider cannot do without. */
const neededBy = {
  sns: [],
  "end-user-messaging": ["smsOrigination"],
  notify: ["smsNotifyConfiguration"],
} as const satisfies Record<SmsProvider, readonly (keyof Settings)[]>;

const missingOfProvider = (settings: Settings): readonly string[] =>
  neededBy[settings.smsProvider]
    .filter((name) => settings[name] === undefined)
    .map((name) => `${variableOf(name)}: is needed where SMS_PROVIDER is ${settings.smsProvider}`);

/** The setting without which a provider makes no calls; SNS makes none at all. */
const callsWith = {
  sns: null,
  "end-user-messaging": "smsVoiceOrigination",
  notify: "smsNotifyVoiceTemplate",
} as const satisfies Record<SmsProvider, keyof Settings | null>;

export function makesCalls(settings: Settings): boolean {
  const needed = callsWith[settings.smsProvider];
  return needed !== null && settings[needed] !== undefined;
}

/** Prices of the deployment's own, by country. */
export const ownPrices = ({ smsPrices }: Pick<Settings, "smsPrices">): Readonly<Record<string, number>> =>
  Object.fromEntries(
    (smsPrices?.split(",") ?? []).map((pair) => {
      const [country = "", price = ""] = pair.split("=");
      return [country, Number(price)];
    }),
  );

function sentenceOf({ path: [name, ...rest], message }: z.core.$ZodIssue): string {
  const place = rest.length === 0 ? "" : ` (${rest.join(".")})`;
  return `${variableOf(String(name))}${place}: ${message}`;
}
