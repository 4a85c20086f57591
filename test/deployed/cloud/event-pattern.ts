type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One of a field's alternatives: a value, `{"exists": …}` or `{"anything-but": […]}`. Every other comparison throws. */
function fits(wanted: unknown, value: unknown): boolean {
  if (typeof wanted === "string") return wanted === value;
  if (isObject(wanted) && Object.keys(wanted).join() === "exists")
    return wanted["exists"] === (value !== undefined && !isObject(value));
  if (isObject(wanted) && Object.keys(wanted).join() === "anything-but") {
    const refused = wanted["anything-but"];
    return value !== undefined && Array.isArray(refused) && !refused.includes(value);
  }
  if (isObject(wanted) && Object.keys(wanted).join() === "prefix")
    return typeof value === "string" && value.startsWith(String(wanted["prefix"]));
  throw new Error(`The pattern ${JSON.stringify(wanted)} is not known here`);
}

/** Whether an event pattern of EventBridge, which is also the language of stream filters, lets an event through. */
export function matches(pattern: unknown, event: unknown): boolean {
  if (!isObject(pattern)) throw new Error("A pattern is an object");
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = isObject(event) ? event[name] : undefined;
    return Array.isArray(wanted) ? wanted.some((one) => fits(one, value)) : matches(wanted, value);
  });
}
