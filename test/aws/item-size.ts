import { marshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

const utf8 = (text: string): number => Buffer.byteLength(text, "utf8");
const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

/** Size of an item as DynamoDB counts it (Developer Guide, "Item sizes and formats"). */
export const itemSize = (item: Readonly<Record<string, unknown>>): number =>
  attributes(marshall(item, { removeUndefinedValues: true }));

const attributes = (map: Readonly<Record<string, AttributeValue>>): number =>
  sum(Object.entries(map).map(([name, value]) => utf8(name) + valueSize(value)));

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/[-.]/g, "").length / 2) + 1;
  if (value.B !== undefined) return value.B.length;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.L !== undefined) return 3 + sum(value.L.map((element) => 1 + valueSize(element)));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + attributes(value.M);
  throw new Error("The counter does not know this type");
}
