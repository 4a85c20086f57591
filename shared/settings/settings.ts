import * as z from "zod";
import { issuerNamePattern } from "../account/policy-fields.ts";
import { rulesSchema } from "../account/rules.ts";

const asymmetric = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;
const jwk = z.looseObject({ kty: z.enum(["RSA", "EC", "OKP"]), kid: z.string().optional() });

/** A login that is trusted to have checked the password. */
export const issuerSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/, "letters, digits, dots, dashes and underscores; at most 40"),
    issuer: z.string().min(1),
    audience: z.union([
      z
        .string()
        .min(1)
        .transform((one) => [one]),
      z.array(z.string().min(1)).min(1),
    ]),
    jwksUri: z.url({ protocol: /^https?$/ }).optional(),
    jwks: z.object({ keys: z.array(jwk).min(1) }).optional(),
    algorithms: z.array(z.enum(asymmetric)).min(1).default(["RS256", "ES256"]),
    tenantClaim: z.string().min(1).optional(),
    rolesClaim: z.string().min(1).optional(),
    adminRole: z.string().min(1).optional(),
    operatorRole: z.string().min(1).optional(),
    authTimeFromIat: z.boolean().default(false),
  })
  .refine((issuer) => (issuer.jwksUri === undefined) !== (issuer.jwks === undefined), "give either jwksUri or jwks")
  .meta({ id: "TrustedIssuer" });

export type TrustedIssuer = z.output<typeof issuerSchema>;

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: "custom", message: "is not valid JSON" });
    return z.NEVER;
  }
});
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

const issuers = z
  .array(issuerSchema)
  .min(1)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "two issuers have the same id")
  .refine((all) => new Set(all.map(({ issuer }) => issuer)).size === all.length, "two entries have the same issuer");

const deployment = z.object({
  tableName: z.string().min(3).describe("DynamoDB table"),
  kmsKeyId: z.string().min(1).describe("KMS key that wraps the data keys"),
  eventBusName: z.string().min(1).describe("EventBridge bus that the events go to"),
  serviceIssuer: z.url().describe("`iss` of the assertions: the service's own URL"),
  trustedIssuers: json.pipe(issuers).describe("JSON array of the issuers whose first-factor tokens are accepted"),
  appName: z
    .string()
    .min(1)
    .max(40)
    .regex(issuerNamePattern, "no colon and no control characters")
    .default("Countersign")
    .describe("Name that authenticator apps and SMS show until a policy names another"),
  smsOriginHost: z
    .string()
    .regex(/^[a-z0-9.-]+$/, "a host name")
    .max(90)
    .optional()
    .describe("Login host; put on the last line of an SMS so that browsers fill the code in only there"),
  smsCountries: list
    .default([])
    .describe("Countries that may get SMS until a policy names others (comma-separated); none by default, `*` for all"),
  smsSenderId: z
    .string()
    .regex(/^[A-Za-z0-9]{1,11}$/, "1 to 11 letters or digits")
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
  corsOrigins: list
    .pipe(z.array(z.string().regex(/^https?:\/\/[a-z0-9.-]+(:\d+)?$/, "exact origins such as https://app.example.com")))
    .default([])
    .describe("Exact origins of web apps that may call the API (comma-separated)"),
  assertionSeconds: z.coerce
    .number()
    .int()
    .min(60)
    .max(600)
    .default(300)
    .describe("Lifetime of an assertion (seconds)"),
  dataKeyCacheSeconds: z.coerce
    .number()
    .int()
    .min(0)
    .max(300)
    .default(300)
    .describe("How long an unwrapped data key stays in memory (seconds); 0 asks KMS at every use"),
  // NIST SP 800-57 part 1, table 1: at most two years for a key that encrypts stored data.
  dataKeyDays: z.coerce
    .number()
    .int()
    .min(30)
    .max(730)
    .default(365)
    .describe("Age at which a data key gets a successor, with which values are sealed anew when next used (days)"),
  activityDays: z.coerce.number().int().min(30).max(3650).default(400).describe("How long activity is kept (days)"),
  logLevel: z
    .enum(["DEBUG", "INFO", "WARN", "ERROR", "SILENT"])
    .default("INFO")
    .describe("Least severe log line that is written"),
});

/** All that a function can be told: one environment variable per key, `SCREAMING_SNAKE_CASE`. */
export const settingsSchema = z.object({ ...deployment.shape, ...rulesSchema.shape });
export type Settings = z.output<typeof settingsSchema>;

export const variableOf = (name: string): string => name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase();

/** Reads the settings from variables; refuses with one sentence per wrong one. An empty variable counts as absent. */
export function parseSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const names = Object.keys(settingsSchema.shape);
  const given = names.flatMap((name) => {
    const value = variables[variableOf(name)];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  const parsed = settingsSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(({ path: [name, ...rest], message }) => {
    const place = rest.length === 0 ? "" : ` (${rest.join(".")})`;
    return `${variableOf(String(name))}${place}: ${message}`;
  });
  throw new Error(`The settings are wrong.\n${sentences.join("\n")}`);
}
