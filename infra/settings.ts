import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";
import { allCountries } from "../shared/account/countries.ts";
import { settingsSchema } from "../shared/settings/settings.ts";
import { restoredTableSchema } from "./served-table.ts";

/** Settings that only the deployment itself knows. */
const deployedNames = { tableName: true, kmsKeyId: true, eventBusName: true, serviceIssuer: true } as const;
export const deployedSettings = settingsSchema.pick(deployedNames);
/** Those that the stage chooses. */
export const chosenSettings = settingsSchema.omit(deployedNames);
const chosen = chosenSettings.shape;

const isHttps = (url: string | undefined): boolean => url === undefined || url.startsWith("https://");

const issuers = z
  .array(z.unknown())
  .transform((list) => JSON.stringify(list))
  .pipe(chosen.trustedIssuers)
  .refine((list) => list.every(({ jwksUri }) => isHttps(jwksUri)), "a deployed stage fetches keys by https only");
const countries = z
  .array(z.union([z.literal("*"), z.enum(allCountries)], 'countries such as "DE", or "*" for all'))
  .transform((list) => list.join(","))
  .pipe(chosen.smsCountries.unwrap());
const origins = z
  .array(z.string())
  .transform((list) => list.join(","))
  .pipe(chosen.corsOrigins.unwrap());

const retentionDays = z.union(
  Object.values(RetentionDays)
    .filter((days): days is RetentionDays => typeof days === "number" && days !== RetentionDays.INFINITE)
    .map((days) => z.literal(days)),
  "a number of days that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827 …",
);
const throttle = z.strictObject({ rate: z.number().positive(), burst: z.int().positive() });
const concurrency = z.int().min(1).max(1000);
const certificateArn = z
  .string()
  .regex(/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/, "the ARN of a certificate of AWS Certificate Manager");

/** What a stage is deployed with. A field that the functions read is judged by their own schema (shared/settings/settings.ts). */
const stageSchema = z
  .strictObject({
    ...chosen,
    trustedIssuers: issuers,
    smsCountries: countries.default([]),
    corsOrigins: origins.default([]),
    account: z
      .string()
      .regex(/^\d{12}$/, "twelve digits, as text")
      .optional(),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "such as eu-central-1")
      .optional(),
    /** USD; an alarm rings before it is spent, and `doctor` compares it with the account's limit. */
    monthlySmsBudgetUsd: z.number().positive(),
    domain: z.strictObject({ name: z.hostname(), certificateArn }).optional(),
    alarmEmail: z.email(),
    logRetentionDays: retentionDays.default(RetentionDays.THREE_MONTHS),
    auditRetentionDays: retentionDays.default(RetentionDays.TWO_YEARS),
    /** Calls a second to each route; `sms`: to each route that only sends SMS. */
    throttles: z
      .strictObject({
        default: throttle.default({ rate: 200, burst: 400 }),
        sms: throttle.default({ rate: 10, burst: 20 }),
      })
      .prefault({}),
    /** At most so many at once of `login`, and of each function that only sends SMS. No bound by default: a new account's quota has no room for one. */
    reservedConcurrency: z.strictObject({ login: concurrency, sms: concurrency }).optional(),
    /** So many of `login` and `verify` are kept warm. */
    provisionedConcurrency: concurrency.optional(),
    /** The service works on this table and not on the one of the data stack. */
    restoredTable: restoredTableSchema.optional(),
    /** What becomes of table, keys and audit log when the stage is destroyed. */
    removalPolicy: z.enum(["retain", "destroy"]).default("retain"),
  })
  .refine(({ domain, region }) => isIn(region, domain?.certificateArn), {
    path: ["domain", "certificateArn"],
    message: "the certificate must be in the stage's region",
  })
  .refine(({ restoredTable: table, region }) => isIn(region, table?.streamArn), {
    path: ["restoredTable", "streamArn"],
    message: "the table must be in the stage's region",
  });

const isIn = (region: string | undefined, arn: string | undefined): boolean =>
  region === undefined || arn === undefined || arn.split(":")[3] === region;

export type Stage = Readonly<z.output<typeof stageSchema>> & { readonly name: string };

export class WrongSettings extends Error {
  override readonly name = "WrongSettings";
}

export const exampleStage = "example";
/** It becomes part of the functions' names, which end after 64 characters. */
const stageName = /^[a-z][a-z0-9-]{0,19}$/;

/** The stage of that name among those of cdk.json. Throws `WrongSettings` with one sentence per mistake. */
export function readStage(stages: unknown, name: string): Stage {
  const all = z.record(z.string(), z.unknown()).safeParse(stages).data ?? {};
  const given = all[name];
  if (given === undefined)
    throw new WrongSettings(
      `There is no stage "${name}" in cdk.json. There is: ${Object.keys(all).join(", ") || "none"}.`,
    );
  if (!stageName.test(name))
    throw new WrongSettings(`The name "${name}" is no stage's: small letters, digits and dashes, at most 20.`);
  const parsed = stageSchema.safeParse(given);
  if (parsed.success) return { ...parsed.data, name };
  const sentences = parsed.error.issues.map(sentenceOf);
  throw new WrongSettings(`The stage "${name}" in cdk.json is wrong.\n${sentences.join("\n")}`);
}

function sentenceOf({ path, message }: z.core.$ZodIssue): string {
  const sentence = message.endsWith("received undefined") ? "is missing" : message;
  return path.length === 0 ? sentence : `${path.join(".")}: ${sentence}`;
}
