import { plainDefaults } from "#folded";
import type { Settings } from "../settings/settings.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** The only place that reads the process's environment. */
export const environment = (): Variables => process.env;

/** Settings of functions that know no caller. */
export type PlainSettings = Pick<Settings, "serviceIssuer" | "originSecret" | "logLevel">;

/** Read without the schemas, which the synthesis of a stage has held all settings to. */
export function plainSettings(variables: Variables = environment()): PlainSettings {
  const originSecret = variables["ORIGIN_SECRET"];
  return {
    serviceIssuer: needed(variables, "SERVICE_ISSUER"),
    ...(originSecret && { originSecret }),
    logLevel: logLevels.find((level) => level === variables["LOG_LEVEL"]) ?? plainDefaults.logLevel,
  };
}

export type KeySettings = PlainSettings &
  Pick<Settings, "tableName" | "kmsKeyId" | "dataKeyCacheSeconds" | "dataKeyDays">;

/** With what it takes to read keys. */
export const keySettings = (variables: Variables = environment()): KeySettings => ({
  ...plainSettings(variables),
  tableName: needed(variables, "TABLE_NAME"),
  kmsKeyId: needed(variables, "KMS_KEY_ID"),
  dataKeyCacheSeconds: whole(variables, "DATA_KEY_CACHE_SECONDS", plainDefaults.dataKeyCacheSeconds),
  dataKeyDays: whole(variables, "DATA_KEY_DAYS", plainDefaults.dataKeyDays),
});

const logLevels = ["DEBUG", "INFO", "WARN", "ERROR", "SILENT"] as const satisfies readonly Settings["logLevel"][];

function needed(variables: Variables, name: string): string {
  const value = variables[name];
  if (!value) throw new Error(`The settings are wrong.\n${name}: is missing`);
  return value;
}

function whole(variables: Variables, name: string, otherwise: number): number {
  const value = variables[name];
  if (!value) return otherwise;
  if (!/^\d{1,6}$/.test(value)) throw new Error(`The settings are wrong.\n${name}: must be a whole number`);
  return Number(value);
}
