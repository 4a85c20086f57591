import { Token } from "aws-cdk-lib";
import * as z from "zod/mini";
import { parseSettings, type settingsSchema, variableOf } from "../shared/settings/settings.ts";
import { chosenSettings, type deployedSettings, type Stage } from "./settings.ts";
import { WrongSettings } from "./stages.ts";

/** Text of each setting. A misspelt or missing name does not compile. */
type Texts<Schema extends z.ZodMiniType> = { readonly [Name in keyof z.input<Schema>]: string };
export type DeployedSettings = Texts<typeof deployedSettings>;

/** Lambda's quota for all names and values together is 4,096 bytes; what only the deployment knows may be a little longer than we think. */
const mostBytes = 4_000;
/** Placeholder for a value that only the deployment knows, longer than most of them. */
const placeholder = "https://known-at-deployment.example/".padEnd(100, "x");

/** The environment of every function of a stage. Throws `WrongSettings` if the functions would not start with it. */
export function environmentOf(stage: Stage, deployed: DeployedSettings): Record<string, string> {
  const texts: Texts<typeof settingsSchema> = { ...chosenTexts(stage), ...deployed };
  const environment = Object.fromEntries(Object.entries(texts).map(([name, text]) => [variableOf(name), text]));
  const known = Object.entries(environment).map(([name, text]): [string, string] => [
    name,
    Token.isUnresolved(text) ? placeholder : text,
  ]);
  const bytes = known.flat().reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > mostBytes)
    throw new WrongSettings(
      `The settings of the stage "${stage.name}" take ${String(bytes)} bytes, and a function may have ${String(mostBytes)}. ${longestIssuer(stage)} Shorten trustedIssuers: jwksUri takes less room than jwks.`,
    );
  parseSettings(Object.fromEntries(known));
  return environment;
}

function longestIssuer({ trustedIssuers }: Stage): string {
  const [[id, length] = ["", 0]] = trustedIssuers
    .map((issuer): [string, number] => [issuer.id, Buffer.byteLength(JSON.stringify(issuer))])
    .toSorted(([, one], [, other]) => other - one);
  return `The longest issuer is "${id}" with ${String(length)}.`;
}

/** Texts of the settings that differ from their defaults: the quota leaves no room for the others. */
function chosenTexts(stage: Stage): Texts<typeof chosenSettings> {
  const names = z.keyof(z.omit(chosenSettings, { trustedIssuers: true })).options;
  const defaults = chosenSettings.parse({ trustedIssuers: JSON.stringify(stage.trustedIssuers) });
  const changed = names.filter((name) => textOf(stage[name]) !== textOf(defaults[name]));
  const texts = Object.fromEntries(changed.map((name) => [name, textOf(stage[name])]));
  return { ...texts, trustedIssuers: JSON.stringify(stage.trustedIssuers) };
}

const textOf = (value: string | number | boolean | object | undefined): string => {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};
