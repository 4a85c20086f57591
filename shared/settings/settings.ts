import * as z from "zod/mini";
import { documented, rulesSchema, wholeNumber } from "../account/rules.ts";
import { issuerNamePattern } from "../account/policy-fields.ts";
import { issuerSchema } from "./issuer.ts";
import { wrongIssuers } from "./issuer-tenants.ts";
import { hasNoCountry, knownCountries, policyFloor } from "./policy-floor.ts";
import { plainSentence } from "./sentence.ts";
import { notJson, strictJson } from "./strict-json.ts";

const json = z.pipe(
  z.string(),
  z.transform((text, context) => {
    try {
      return strictJson(text);
    } catch (error) {
      context.issues.push({ code: "custom", message: notJson(error), input: text });
      return z.NEVER;
    }
  }),
);
const list = z.pipe(
  z.string(),
  z.transform((text) => text.split(",").flatMap((item) => item.trim() || [])),
);

const yesOrNo = z.pipe(
  z.enum(["true", "false"], "must be true or false"),
  z.transform((text) => text === "true"),
);

export const smsProviders = ["sns", "end-user-messaging", "notify"] as const;
export type SmsProvider = (typeof smsProviders)[number];

/** Whether a text of our own, a notice or a caller's two words, can go out. Notify has approved texts for codes alone. */
export const carriesOwnTexts = {
  sns: true,
  "end-user-messaging": true,
  notify: false,
} as const satisfies Record<SmsProvider, boolean>;
/** An id or ARN of AWS End User Messaging, if any. */
const awsName = (what: string) =>
  documented(z.optional(z.string().check(z.regex(/^[\w:/.-]{1,256}$/, "an id or ARN"))), what);

/** Entries judged one by one; `parseSettings` judges them together. */
const issuers = z.array(issuerSchema).check(z.minLength(1, "names no issuer"));

const deployment = z.object({
  tableName: documented(z.string().check(z.minLength(3)), "DynamoDB table"),
  kmsKeyId: documented(z.string().check(z.minLength(1)), "KMS key that wraps the data keys"),
  eventBusName: documented(z.string().check(z.minLength(1)), "EventBridge bus that the events go to"),
  auditLogGroup: documented(
    z.string().check(z.minLength(1)),
    "Log group of CloudWatch that gets a line for each event",
  ),
  serviceIssuer: documented(z.url(), "`iss` of the tokens: the service's own URL"),
  originSecret: documented(
    z.optional(z.string().check(z.minLength(16))),
    "What CloudFront adds to each call in `x-origin-secret`; calls without it are refused",
  ),
  trustedIssuers: documented(z.pipe(json, issuers), "JSON array of the issuers whose first-factor tokens are accepted"),
  appName: documented(
    z._default(
      z.string().check(
        z.minLength(1),
        z.maxLength(40),
        z.refine((name) => issuerNamePattern.test(name), "no colon and no control characters"),
      ),
      "Countersign",
    ),
    "Name that authenticator apps and SMS show until a policy names another; in the local run `Larch` unless set",
  ),
  smsOriginHost: documented(
    z.optional(z.string().check(z.regex(/^[a-z0-9.-]+$/, "a host name"), z.maxLength(90))),
    "Login host; put on the last line of an SMS so that browsers fill the code in only there",
  ),
  smsCountries: documented(
    z._default(z.pipe(list, knownCountries), []),
    "Countries that may get SMS (comma-separated); a policy can only narrow them. None by default, `*` for all",
  ),
  policyFloor: documented(
    z._default(z.pipe(json, policyFloor), {}),
    "Policy fields (`required` or `enforcement`, `enforcementFrom`, `graceDays`, `requiredFor`, `factorTypes`, `passkeys`, `phoneRegistration`, `smsCountries`, `trustedDevices`, `resetApproval`, `recovery`, `voice`, `smsBudgetUsd`) that every organisation's policy is at least as strict as; lists are the largest sets allowed, days and the budget the most. With `enforcement` `on` a date and grace that are not named are none",
  ),
  smsProvider: documented(
    z._default(z.enum(smsProviders), "sns"),
    "Carrier of the codes: `sns`, `end-user-messaging` or `notify` (docs/sms.md)",
  ),
  smsOrigination: awsName(
    "Of end-user-messaging: the pool, phone number or sender, by its id or ARN, that SMS come from",
  ),
  smsVoiceOrigination: awsName(
    "Of end-user-messaging: the phone number, by its id or ARN, that calls come from; no calls without one",
  ),
  smsConfigurationSet: awsName("Configuration set of end-user-messaging and notify"),
  smsProtectConfiguration: awsName(
    "Protect configuration of end-user-messaging: the countries that AWS lets messages through to",
  ),
  smsNotifyConfiguration: awsName("Of notify: the configuration that messages are sent with"),
  smsNotifyTemplate: awsName("Of notify: the template of SMS; the configuration's default without it"),
  smsNotifyVoiceTemplate: awsName("Of notify: the template of calls; no calls without one"),
  smsNotifyVariables: documented(
    z._default(
      z
        .string()
        .check(
          z.regex(/^\w+=(code|brand|minutes)(,\w+=(code|brand|minutes))*$/, "pairs such as code=code,brandName=brand"),
        ),
      "code=code",
    ),
    "Of notify: the template's variables, each with `code`, `brand` or `minutes` as its value",
  ),
  smsPrices: documented(
    z.optional(
      z
        .string()
        .check(
          z.regex(/^(?:[A-Z]{2}|\*)=\d+(?:\.\d+)?(?:,(?:[A-Z]{2}|\*)=\d+(?:\.\d+)?)*$/, "pairs such as CH=0.07,*=0.09"),
        ),
    ),
    "Your prices of one SMS (USD) by country, for the ledger; `*` stands for the others",
  ),
  smsSenderId: documented(
    z.optional(
      z.string().check(z.regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, "1 to 11 letters or digits, one of them a letter")),
    ),
    "Sender shown by phones, where the country allows one",
  ),
  smsMaxPrice: documented(
    z._default(z.string().check(z.regex(/^\d+(\.\d+)?$/, "a price in USD")), "0.50"),
    "Dearest single SMS (USD); dearer ones are refused by SNS",
  ),
  mailFrom: documented(
    z.optional(z.email("an e-mail address")),
    "Sender of the e-mails that tell users of changes; nobody is told without one",
  ),
  settingsPage: documented(
    z.optional(
      z.string().check(z.regex(/^https?:\/\/[^\s#"<>]+$/, "an address such as https://app.example.com/security")),
    ),
    "The app's page with `<countersign-settings>`: where the link in a removal's e-mail leads to undo it",
  ),
  corsOrigins: documented(
    z._default(
      z.pipe(
        list,
        z.array(
          z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, "exact origins such as https://app.example.com")),
        ),
      ),
      [],
    ),
    "Exact origins of web apps that may call the API (comma-separated)",
  ),
  assertionSeconds: documented(z._default(wholeNumber(60, 600), 300), "Lifetime of an assertion (seconds)"),
  accessTokenSeconds: documented(
    z._default(wholeNumber(60, 900), 300),
    "Lifetime of an access token, with which people change their second step (seconds)",
  ),
  dataKeyCacheSeconds: documented(
    z._default(wholeNumber(0, 300), 300),
    "How long an unwrapped data key stays in memory (seconds); 0 asks KMS at every use",
  ),
  // NIST SP 800-57 part 1, table 1: at most two years for a key that encrypts stored data.
  dataKeyDays: documented(
    z._default(wholeNumber(30, 730), 365),
    "Age at which a data key gets a successor, with which values are sealed anew when next used (days)",
  ),
  activityDays: documented(z._default(wholeNumber(30, 3650), 400), "How long activity is kept (days)"),
  loginsOnBus: documented(
    z._default(yesOrNo, true),
    "Whether successful logins are events on the bus (`true`), or lines of activity and audit log alone (`false`)",
  ),
  logLevel: documented(
    z._default(z.enum(["DEBUG", "INFO", "WARN", "ERROR", "SILENT"]), "INFO"),
    "Least severe log line that is written",
  ),
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
        ...misfits(parsed.data, variableOf),
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

/** Sentences on settings that do not fit each other; `named` says how whoever reads them calls each. */
export const misfits = (
  settings: Omit<Settings, "tableName" | "kmsKeyId" | "eventBusName" | "auditLogGroup" | "serviceIssuer">,
  named: (name: keyof Settings) => string,
): readonly string[] => [
  ...neededBy[settings.smsProvider]
    .filter((name) => settings[name] === undefined)
    .map((name) => `${named(name)}: is needed where ${named("smsProvider")} is ${settings.smsProvider}`),
  ...(settings.firstWaitSeconds > settings.longestWaitSeconds
    ? [`${named("firstWaitSeconds")}: must not be above ${named("longestWaitSeconds")}, ${settings.longestWaitSeconds}`]
    : []),
  ...(hasNoCountry(settings)
    ? [`${named("policyFloor")} (smsCountries): names no country of ${named("smsCountries")}, so that no SMS goes out`]
    : []),
];

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

function sentenceOf({ path: [name, ...rest], message }: z.core.$ZodIssue): string {
  const place = rest.length === 0 ? "" : ` (${rest.join(".")})`;
  return `${variableOf(String(name))}${place}: ${message}`;
}
