import { Token } from "aws-cdk-lib";
import type * as z from "zod";
import { rulesSchema } from "../shared/domain/rules.ts";
import { parseSettings, settingsSchema, variableOf } from "../shared/settings.ts";
import { type Stage, WrongSettings } from "./settings.ts";

/** A text for each setting of the functions: a misspelt or a missing one does not compile. */
type Variables = { readonly [Name in keyof z.input<typeof settingsSchema>]: string };
type KnownAtDeployment = "tableName" | "kmsKeyId" | "eventBusName" | "serviceIssuer";

/** Bytes of all names and values together (Lambda quotas). */
const lambdaGives = 4096;
/** For a value that only the deployment knows; longer than most of them. */
const standIn = "https://known-at-deployment.example/".padEnd(100, "x");

/** The environment of every function of a stage. Throws `WrongSettings` if the functions would refuse it. */
export function environmentOf(stage: Stage, deployed: Pick<Variables, KnownAtDeployment>): Record<string, string> {
  const environment = namedAsVariables({ ...deployed, ...chosen(stage) });
  const known = Object.entries(environment).map(([name, value]) => [name, Token.isUnresolved(value) ? standIn : value]);
  const bytes = known.flat().reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > lambdaGives)
    throw new WrongSettings(
      `The settings of this stage take ${String(bytes)} bytes, and a function has room for ${String(lambdaGives)}. Shorten trustedIssuers: jwksUri takes less than jwks.`,
    );
  parseSettings(Object.fromEntries(known));
  return environment;
}

const chosen = (stage: Stage): Omit<Variables, KnownAtDeployment> => ({
  trustedIssuers: JSON.stringify(stage.trustedIssuers),
  appName: stage.appName,
  ...(stage.smsOriginHost !== undefined && { smsOriginHost: stage.smsOriginHost }),
  smsCountries: stage.smsCountries.join(","),
  ...(stage.smsSenderId !== undefined && { smsSenderId: stage.smsSenderId }),
  smsMaxPrice: stage.smsMaxPrice,
  assertionSeconds: String(stage.assertionSeconds),
  dataKeyCacheSeconds: String(stage.dataKeyCacheSeconds),
  activityDays: String(stage.activityDays),
  logLevel: stage.logLevel,
  ...changedRules(stage),
});

/** Rules that have their default are left out: room is short. */
function changedRules(stage: Stage): { readonly [Name in keyof typeof rulesSchema.shape]?: string } {
  const rules = rulesSchema.parse(stage);
  const defaults = rulesSchema.parse({});
  const names = Object.keys(rules) as (keyof typeof rules)[];
  return Object.fromEntries(
    names.filter((name) => rules[name] !== defaults[name]).map((name) => [name, String(rules[name])]),
  );
}

const namedAsVariables = (variables: Variables): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [variableOf(name), value]));
