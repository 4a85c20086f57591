import type { AttributeValue } from "aws-lambda";

export type StreamImage = Readonly<Record<string, AttributeValue>>;

/** An image of a stream record as plain values. A function gets the record as JSON, so binary comes as base 64. */
export const plainImage = (image: StreamImage): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, plainValue(value)]));

function plainValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.B !== undefined) return new Uint8Array(Buffer.from(value.B, "base64"));
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.M !== undefined) return plainImage(value.M);
  if (value.L !== undefined) return value.L.map(plainValue);
  if (value.NULL !== undefined) return null;
  throw new TypeError("An attribute of a type that no item of ours has.");
}
