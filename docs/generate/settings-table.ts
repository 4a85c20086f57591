import * as z from "zod/mini";
import { settingsSchema, variableOf } from "../../shared/settings/settings.ts";
import { table } from "./table.ts";

export const settingsTable = (): string =>
  table(
    ["Variable", "Default", "Allowed", "Meaning"],
    Object.entries(settingsSchema.shape).map(([name, schema]) => {
      const facts: Facts = z.toJSONSchema(schema, { unrepresentable: "any" });
      return [`\`${variableOf(name)}\``, defaultOf(schema, facts), allowed(facts), facts.description ?? ""];
    }),
  );

type Facts = z.core.JSONSchema.BaseSchema;

function defaultOf(schema: z.ZodMiniType, { default: value }: Facts): string {
  if (value === undefined) return schema.safeParse(undefined).success ? "none" : "required";
  if (typeof value === "object" && value !== null && Object.keys(value).length === 0)
    return Array.isArray(value) ? "empty" : "none";
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function allowed({
  type,
  minimum,
  maximum,
  enum: values,
  pattern,
  format,
  minLength,
  maxLength,
  description,
  default: value,
}: Facts): string {
  if (minimum !== undefined) return `${minimum}–${maximum}`;
  if (values !== undefined) return values.map(String).join(", ");
  if (pattern !== undefined) return `\`${pattern}\``;
  if (format === "uri") return "URL";
  if (type === "object") return "JSON object";
  if (type === "array") return description?.startsWith("JSON") === true ? "JSON array" : "comma-separated list";
  if (type === "string")
    return maxLength === undefined ? `text, at least ${minLength}` : `text, ${minLength}–${maxLength}`;
  // Texts that are read as something else: the default shows as what.
  if (typeof value === "boolean") return "true, false";
  return Array.isArray(value) ? "comma-separated list" : "JSON object";
}
