const utf8 = (text: string): number => Buffer.byteLength(text, "utf8");
const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

/** Size of an item as DynamoDB counts it (Developer Guide, "Item sizes and formats"). */
export const itemSize = (item: object): number =>
  sum(Object.entries(item).map(([name, value]) => utf8(name) + valueSize(value)));

function valueSize(value: unknown): number {
  if (typeof value === "string") return utf8(value);
  if (typeof value === "number") return Math.ceil(String(value).replace(/[-.]/g, "").length / 2) + 1;
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === "boolean" || value === null) return 1;
  if (Array.isArray(value)) return 3 + sum(value.map((element) => 1 + valueSize(element)));
  if (typeof value === "object") return 3 + Object.keys(value).length + itemSize(value);
  throw new Error("The counter does not know this type");
}
