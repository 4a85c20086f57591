import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod/mini";
import { plainSentence } from "../shared/settings/sentence.ts";
import { wrongIssuers } from "../shared/settings/issuer-tenants.ts";
import { misfits, settingsSchema } from "../shared/settings/settings.ts";
import type { CountersignProps, OwnResources } from "./props.ts";
import { WrongSettings } from "./stages.ts";

/** Settings that only the deployment itself knows. */
const deployedNames = {
  tableName: true,
  kmsKeyId: true,
  eventBusName: true,
  auditLogGroup: true,
  serviceIssuer: true,
  originSecret: true,
} as const;
export const deployedSettings = z.pick(settingsSchema, deployedNames);
/** Settings that the stage chooses. */
export const chosenSettings = z.omit(settingsSchema, deployedNames);
const chosen = chosenSettings.shape;

const isHttps = (url: string | undefined): boolean => url === undefined || url.startsWith("https://");

const issuers = z
  .pipe(
    z.pipe(
      z.array(z.unknown()),
      z.transform((list) => JSON.stringify(list)),
    ),
    chosen.trustedIssuers,
  )
  .check(
    z.refine((list) => list.every(({ jwksUri }) => isHttps(jwksUri)), "a deployed stage fetches keys by https only"),
  );
const countries = z.pipe(
  z.pipe(
    z.array(z.string()),
    z.transform((list) => list.join(",")),
  ),
  chosen.smsCountries.def.innerType,
);
const floor = z.pipe(
  z.pipe(
    z.record(z.string(), z.unknown()),
    z.transform((fields) => JSON.stringify(fields)),
  ),
  chosen.policyFloor.def.innerType,
);
const origins = z.pipe(
  z.pipe(
    z.array(z.string()),
    z.transform((list) => list.join(",")),
  ),
  chosen.corsOrigins.def.innerType,
);

const retentionDays = z.union(
  Object.values(RetentionDays)
    .filter((days): days is RetentionDays => typeof days === "number" && days !== RetentionDays.INFINITE)
    .map((days) => z.literal(days)),
  "a number of days that CloudWatch Logs offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827 …",
);
const throttle = z.strictObject({ rate: z.number().check(z.positive()), burst: z.int().check(z.positive()) });
/** API Gateway's quota for an account and Region, in calls per second and at once. */
const gatewayGives = { rate: 10_000, burst: 5_000 };
/** Room for a Monday on which a hundredth of all users calls in the same second; a laptop's flood is the edge's affair. */
const throttlesFor = (users: number) => {
  const rate = (share: number, least: number): number =>
    Math.min(gatewayGives.rate, Math.max(least, Math.ceil(users * share)));
  const both = (calls: number) => ({ rate: calls, burst: Math.min(gatewayGives.burst, 2 * calls) });
  return { default: both(rate(0.01, 200)), sms: both(rate(0.001, 20)) };
};
/** IPv4 or IPv6 addresses as AWS WAF takes them. */
const addresses = z.array(z.union([z.cidrv4(), z.cidrv6()], "such as 203.0.113.0/24")).check(z.maxLength(100));
/** CloudFront's certificates and WAF's rules for it are there. */
export const edgeRegion = "us-east-1";

/** CloudFront before the gateway. */
const edge = z.strictObject({
  /** Calls of one address in five minutes, after which WAF refuses it for a while. */
  callsPerAddress: z._default(z.int().check(z.minimum(10), z.maximum(2_000_000_000)), 2_000),
  /** Addresses of your own servers, which call for many users: not counted. */
  servers: z._default(addresses, []),
  /** The next number makes a new secret between CloudFront and the functions. */
  secretGeneration: z._default(z.int().check(z.minimum(1)), 1),
});
const backup = z.strictObject({
  keepDays: z._default(z.int().check(z.minimum(7), z.maximum(3_650)), 35),
  /** A vault in another Region or account, in which a copy is kept. */
  copyTo: z.optional(
    z
      .string()
      .check(z.regex(/^arn:[\w-]+:backup:[\w-]+:\d{12}:backup-vault:[\w-]+$/, "the ARN of a vault of AWS Backup")),
  ),
});
const concurrency = z.int().check(z.minimum(1), z.maximum(1000));
const certificateArn = z
  .string()
  .check(
    z.regex(
      /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/,
      "the ARN of a certificate of AWS Certificate Manager",
    ),
  );

/** A table restored from a backup, and its stream. */
const restoredTable = z
  .strictObject({
    name: z.string().check(z.regex(/^[\w.-]{3,255}$/, "the name of a table")),
    streamArn: z
      .string()
      .check(z.regex(/^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/.+$/, "the ARN of a table's stream")),
  })
  .check(
    z.refine(({ name, streamArn }) => streamArn.includes(`:table/${name}/stream/`), {
      path: ["streamArn"],
      message: "this is another table's stream",
    }),
  );

/** The settings of a stage. Fields that the functions read are parsed by the functions' own schema (shared/settings/settings.ts). */
const stageSchema = z.pipe(
  z
    .strictObject({
      ...chosen,
      trustedIssuers: issuers,
      smsCountries: z._default(countries, []),
      policyFloor: z._default(floor, {}),
      corsOrigins: z._default(origins, []),
      loginsOnBus: z._default(z.boolean(), true),
      account: z.optional(z.string().check(z.regex(/^\d{12}$/, "twelve digits, as text"))),
      region: z.optional(z.string().check(z.regex(/^[a-z]{2,5}(-[a-z]+)+-\d$/, "such as eu-central-1"))),
      /** USD. An alarm rings before it is spent; `doctor` compares it with the account's limit. */
      monthlySmsBudgetUsd: z.number().check(z.positive()),
      domain: z.optional(z.strictObject({ name: z.hostname(), certificateArn })),
      alarmEmail: z.optional(z.email()),
      logRetentionDays: z._default(retentionDays, RetentionDays.THREE_MONTHS),
      auditRetentionDays: z._default(retentionDays, RetentionDays.TWO_YEARS),
      /** Users that the stage is for: the throttles are made for it. */
      users: z._default(z.int().check(z.minimum(1), z.maximum(1_000_000_000)), 10_000),
      /** Calls per second and route; `sms` is for routes that only send SMS. By default as many as `users` need. */
      throttles: z.prefault(z.strictObject({ default: z.optional(throttle), sms: z.optional(throttle) }), {}),
      /** Most concurrent runs of `login`, and of each function that only sends SMS. None by default: a new account's quota is too small for one. */
      reservedConcurrency: z.optional(z.strictObject({ login: concurrency, sms: concurrency })),
      /** Instances of `login` and of `verify` that are kept warm. */
      provisionedConcurrency: z.optional(concurrency),
      /** CloudFront and WAF before the gateway; needs a domain of your own. */
      edge: z.optional(edge),
      /** Traces of AWS X-Ray. */
      tracing: z._default(z.boolean(), false),
      /** A KMS key of the stage's own for the audit log and the access log. */
      logKey: z._default(z.boolean(), false),
      /** Daily backups by AWS Backup, besides the point-in-time recovery. */
      backup: z.optional(backup),
      /** Batches of one shard of the table's stream that are worked on at once. */
      parallelizationFactor: z._default(z.int().check(z.minimum(1), z.maximum(10)), 1),
      /** The service uses this table instead of the data stack's. */
      restoredTable: z.optional(restoredTable),
      /** Fate of table, keys and audit log when the stage is destroyed. */
      removalPolicy: z._default(z.enum(["retain", "destroy"]), "retain"),
    })
    .check(
      z.refine(({ domain, region, edge: atEdge }) => atEdge !== undefined || isIn(region, domain?.certificateArn), {
        path: ["domain", "certificateArn"],
        message: "the certificate must be in the stage's region",
      }),
      z.refine(({ domain, edge: atEdge }) => atEdge === undefined || domain !== undefined, {
        path: ["edge"],
        message: "needs a domain, whose name users call",
      }),
      z.refine(({ domain, edge: atEdge }) => atEdge === undefined || isIn(edgeRegion, domain?.certificateArn), {
        path: ["domain", "certificateArn"],
        message: `CloudFront takes certificates of ${edgeRegion} only`,
      }),
      z.refine(({ restoredTable: table, region }) => isIn(region, table?.streamArn), {
        path: ["restoredTable", "streamArn"],
        message: "the table must be in the stage's region",
      }),
    ),
  z.transform(({ throttles, ...stage }) => {
    const usual = throttlesFor(stage.users);
    return { ...stage, throttles: { default: throttles.default ?? usual.default, sms: throttles.sms ?? usual.sms } };
  }),
);

const isIn = (region: string | undefined, arn: string | undefined): boolean =>
  region === undefined || arn === undefined || arn.split(":")[3] === region;

export type Stage = Readonly<z.output<typeof stageSchema>> & { readonly name: string };

export const exampleStage = "example";
/** Part of the functions' names, which Lambda limits to 64 characters. */
const stageName = /^[a-z][a-z0-9-]{0,19}$/;

/** Finds a described stage, unread: the construct reads it. */
export function describedStage(stages: unknown, name: string): CountersignProps {
  const all = z.record(z.string(), z.unknown()).safeParse(stages).data ?? {};
  const given = all[name];
  if (given === undefined)
    throw new WrongSettings(
      `There is no stage "${name}" in stages/ or cdk.json. There is: ${Object.keys(all).join(", ") || "none"}.`,
    );
  return given as CountersignProps;
}

/** Reads a described stage. Throws `WrongSettings` with one sentence per mistake. */
export const readStage = (stages: unknown, name: string): Stage =>
  parseStage(describedStage(stages, name), name, { what: `The stage "${name}"` });

/** Reads the settings of a stage; `what` names them in the sentences on what is wrong. */
export function parseStage(
  given: unknown,
  name: string,
  { what, own = {} }: { what: string; own?: OwnResources },
): Stage {
  const heading = `${what} ${what.startsWith("The settings") ? "are" : "is"} wrong.`;
  if (!stageName.test(name))
    throw new WrongSettings(
      `${heading}\n"${name}" cannot name a stage: use a letter first, then lower-case letters, digits and dashes, at most 20.`,
    );
  const parsed = stageSchema.safeParse(given, { error: plainSentence });
  const sentences = parsed.success ? contradictions(parsed.data, own, given) : parsed.error.issues.map(sentenceOf);
  if (parsed.success && sentences.length === 0) return { ...parsed.data, name };
  throw new WrongSettings(`${heading}\n${sentences.join("\n")}`);
}

/** Sentences on settings that do not fit the resources that come with them. */
const contradictions = (stage: z.output<typeof stageSchema>, own: OwnResources, given: unknown): readonly string[] => {
  const { alarmEmail, restoredTable: restored, trustedIssuers } = stage;
  return [
    ...wrongIssuers(trustedIssuers, null).map(
      ({ at, field, sentence }) => `trustedIssuers.${at}.${field}: ${sentence}`,
    ),
    ...misfits(stage, (name) => name),
    ...textsForNumbers(stage, given),
    ...(alarmEmail === undefined && own.alarmTopic === undefined ? ["alarmEmail: is missing"] : []),
    ...(alarmEmail !== undefined && own.alarmTopic ? ["alarmEmail: subscribe it to alarmTopic, and leave it out"] : []),
    ...(restored && own.table ? ["restoredTable: give the restored table as table"] : []),
  ];
};

/** The variables of a function are texts; a stage says a number as one. */
const textsForNumbers = (stage: Readonly<Record<string, unknown>>, given: unknown): readonly string[] =>
  Object.entries(Object(given) as object)
    .filter(([name, value]) => typeof value === "string" && typeof stage[name] === "number")
    .map(([name]) => `${name}: must be a number, without quotes`);

const sentenceOf = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.join(".")}: ${message}`;
