import { z } from "zod";
import { eventCatalogue } from "../../shared/account/events.ts";
import { table } from "./table.ts";

export const eventsTable = (): string =>
  table(
    ["Type", "Version", "What happened", "`data`"],
    Object.entries(eventCatalogue).map(([type, { version, meaning, data }]) => {
      const fields = Object.entries<z.ZodType>(data.shape).map(([name, schema]) => `\`${name}\`: ${kind(schema)}`);
      return [`\`${type}\``, String(version), meaning, fields.join("; ") || "none"];
    }),
  );

function kind(schema: z.ZodType): string {
  const { type, enum: values, format, items } = z.toJSONSchema(schema);
  if (values !== undefined) return values.map((value) => `"${String(value)}"`).join(" or ");
  if (format === "date-time") return "time";
  if (typeof items === "object" && "enum" in items && items.enum) return `list of ${items.enum.map(String).join(", ")}`;
  return String(type);
}
