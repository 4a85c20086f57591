import { z } from "zod";
import { issuerSchema, type TrustedIssuer } from "../shared/settings/issuer.ts";
import { plainSentence } from "../shared/settings/sentence.ts";
import { DoubledName, strictJson } from "../shared/settings/strict-json.ts";
import { settingsSchema, variableOf, parseSettings, type Settings } from "../shared/settings/settings.ts";
import { type EngineName, engineNames } from "./dynamodb-engine.ts";
import { type AwsService, awsServices } from "./emulated-aws.ts";
import { issuerId, pageUrl } from "./sign-in.ts";
import { Mistake } from "../client/command-line/command-line.ts";

export interface LocalEnvironment {
  readonly port: number;
  readonly logFormat: "json" | "pretty";
  /** Where the state is kept; null: nowhere. */
  readonly directory: string | null;
  readonly engine: EngineName;
  /** Trusted besides the local sign-in. */
  readonly issuers: readonly TrustedIssuer[];
  /** Services that have an endpoint of their own; nothing is emulated for them. */
  readonly external: readonly AwsService[];
  /** Makes the table of an external DynamoDB if it is not there. */
  readonly createTable: boolean;
  /** Settings of shared/settings/settings.ts, by variable. */
  readonly variables: Readonly<Record<string, string>>;
  /** Then it ends with npm; started directly, it may outlive its shell. */
  readonly startedByNpm: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

const oneOf = <const T extends string>(names: readonly [T, ...T[]]) => z.enum(names, `must be ${names.join(" or ")}`);

const portRange = "must be a port from 0 to 65535";

const own = {
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portRange)
    .transform(Number)
    .refine((port) => port <= 65_535, portRange)
    .default(8787),
  LOG_FORMAT: oneOf(["json", "pretty"]).default("pretty"),
  COUNTERSIGN_DATA: z
    .string()
    .default(".local")
    .transform((place) => (place === "memory" ? null : place)),
  DYNAMODB_ENGINE: oneOf(engineNames).default("dynalite"),
  CREATE_TABLE: oneOf(["0", "1"])
    .default("0")
    .transform((answer) => answer === "1"),
};

const readJson = (text: string): unknown => {
  try {
    return strictJson(text);
  } catch (error) {
    if (error instanceof DoubledName) throw new Mistake(`TRUSTED_ISSUERS: ${error.message}.`);
    return undefined;
  }
};

function readOwn<N extends keyof typeof own>(name: N, given: Variables): z.output<(typeof own)[N]> {
  const parsed = own[name].safeParse(given[name] === "" ? undefined : given[name]);
  if (parsed.success) return parsed.data as z.output<(typeof own)[N]>;
  throw new Mistake(`${name} ${parsed.error.issues[0]?.message ?? "is wrong"}, but is ${JSON.stringify(given[name])}.`);
}

function readIssuers(text: string | undefined): readonly TrustedIssuer[] {
  if (text === undefined || text === "") return [];
  const issuers = z.array(issuerSchema, "must be a JSON array of issuers");
  const parsed = issuers.safeParse(readJson(text), { error: plainSentence });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "" : ` (${issue.path.join(".")})`;
  throw new Mistake(`TRUSTED_ISSUERS${place}: ${issue?.message ?? "is wrong"}.`);
}

/** Services that the SDK's variables name otherwise than we do. */
const variableNames: Partial<Readonly<Record<AwsService, string>>> = {
  cloudWatchLogs: "CLOUDWATCH_LOGS",
  smsVoice: "PINPOINT_SMS_VOICE_V2",
};

const isExternal = (given: Variables, service: AwsService): boolean =>
  [given["AWS_ENDPOINT_URL"], given[`AWS_ENDPOINT_URL_${variableNames[service] ?? service.toUpperCase()}`]].some(
    (url) => url !== undefined && url !== "",
  );

function settingVariables(given: Variables): Readonly<Record<string, string>> {
  const names = Object.keys(settingsSchema.shape)
    .map(variableOf)
    .filter((name) => name !== "TRUSTED_ISSUERS");
  return Object.fromEntries(
    names.flatMap((name) => (given[name] === undefined || given[name] === "" ? [] : [[name, given[name]]])),
  );
}

/** Options of the local run, from its environment. Throws a `Mistake` that names the wrong variable. */
export const readEnvironment = (given: Variables = process.env): LocalEnvironment => ({
  port: readOwn("PORT", given),
  logFormat: readOwn("LOG_FORMAT", given),
  directory: readOwn("COUNTERSIGN_DATA", given),
  engine: readOwn("DYNAMODB_ENGINE", given),
  issuers: readIssuers(given["TRUSTED_ISSUERS"]),
  external: awsServices.filter((service) => isExternal(given, service)),
  createTable: readOwn("CREATE_TABLE", given),
  variables: settingVariables(given),
  startedByNpm: given["npm_lifecycle_event"] !== undefined,
});

const defaults = {
  TABLE_NAME: "countersign",
  KMS_KEY_ID: "arn:aws:kms:local:000000000000:key/countersign",
  EVENT_BUS_NAME: "countersign",
  AUDIT_LOG_GROUP: "/aws/events/countersign/local",
  SMS_COUNTRIES: "*",
  MAIL_FROM: "no-reply@countersign.example",
  SMS_ORIGINATION: "pool-local",
  SMS_VOICE_ORIGINATION: "phone-local",
  SMS_CONFIGURATION_SET: "countersign",
  SMS_NOTIFY_CONFIGURATION: "nc-local",
  SMS_NOTIFY_VOICE_TEMPLATE: "notify-local-voice",
};

/** The settings of a local run: its own defaults, then what was given. */
export function localSettings({
  url,
  issuers,
  variables,
}: {
  readonly url: string;
  readonly issuers: readonly TrustedIssuer[];
  readonly variables: Readonly<Record<string, string>>;
}): Settings {
  try {
    const given = {
      ...defaults,
      SERVICE_ISSUER: url,
      SETTINGS_PAGE: pageUrl(url),
      ...variables,
      TRUSTED_ISSUERS: JSON.stringify(issuers),
    };
    return parseSettings(given, { apart: [issuerId] });
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : "The settings are wrong.");
  }
}
