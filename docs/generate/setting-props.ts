import * as z from "zod/mini";
import { chosenSettings } from "../../infra/settings.ts";

/** Written by hand in infra/props.ts: a stage has an object where a function has JSON. */
const structured = ["trustedIssuers", "policyFloor"];

/** The settings of the functions as properties of the construct. */
export function settingProps(): string {
  const lines = Object.entries(chosenSettings.shape)
    .filter(([name]) => !structured.includes(name))
    .flatMap(([name, schema]) => {
      const { description = "", default: value } = z.toJSONSchema(schema, { unrepresentable: "any" });
      const given = value === undefined || Array.isArray(value) ? "" : ` ${JSON.stringify(value)} by default.`;
      const text = `${description.replace(/ \(comma-separated\)/, "")}.${given}`;
      return [`  /** ${text.replaceAll("`", "")} */`, `  readonly ${name}?: ${typeOf(schema, value)};`];
    });
  return [
    "// Made of shared/settings/settings.ts by npm run docs.",
    "/** Settings that the functions read. */",
    "export interface SettingProps {",
    ...lines,
    "}",
    "",
  ].join("\n");
}

function typeOf(schema: z.core.$ZodType, value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean") return typeof value;
  if (Array.isArray(value)) return "string[]";
  const { enum: values } = z.toJSONSchema(schema, { unrepresentable: "any" });
  return values === undefined ? "string" : values.map((one) => JSON.stringify(one)).join(" | ");
}
