import * as z from "zod/mini";
import { eventCatalogue } from "../../shared/account/events.ts";
import { table } from "./table.ts";

export const eventsTable = (): string =>
  table(
    ["Type", "Version", "What happened", "`data`"],
    Object.entries(eventCatalogue).map(([type, { version, meaning, data }]) => {
      const fields = Object.entries<z.core.$ZodType>(data.shape).map(
        ([name, schema]) => `\`${name}\`: ${kind(schema)}`,
      );
      return [`\`${type}\``, String(version), meaning, fields.join("; ") || "none"];
    }),
  );

const kind = (schema: z.core.$ZodType): string => kindOf(z.toJSONSchema(schema));

function kindOf({
  type,
  enum: values,
  const: only,
  format,
  items,
  anyOf,
  properties,
}: z.core.JSONSchema.BaseSchema): string {
  if (anyOf !== undefined) return anyOf.map(kindOf).join(" or ");
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(type)) return type.map(String).join(" or ");
  if (properties !== undefined) return `object with ${Object.keys(properties).join(", ")}`;
  if (values !== undefined) return values.map((value) => `"${String(value)}"`).join(" or ");
  if (format === "date-time") return "time";
  if (typeof items === "object" && "enum" in items && items.enum) return `list of ${items.enum.map(String).join(", ")}`;
  if (type === undefined) throw new Error(`No words for ${JSON.stringify({ type, format })}`);
  return type;
}
