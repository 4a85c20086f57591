/** A value that must not show up anywhere, in whichever clothes. */
export interface Canary {
  readonly name: string;
  readonly value: string | Uint8Array;
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** The part of a base 64 text that stays the same wherever the bytes stand in what is encoded. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const stable = encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - 1);
    return [stable, stable.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five, 2))).join("");
}

/** Six digits turn up by chance inside other numbers and ids: they count only where they stand alone. */
const alone = (text: string): string => `(?<![\\w-])${escape(text)}(?![\\w-])`;

function formsOf({ value }: Canary): readonly RegExp[] {
  const bytes = Buffer.from(value);
  const texts =
    typeof value === "string"
      ? [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]
      : [bytes.toString("latin1")];
  const isShort = bytes.length < 8;
  const encoded = [...base64Forms(bytes), bytes.toString("hex"), base32(bytes)].filter((text) => text.length >= 8);
  return [
    ...texts.map((text) => new RegExp(isShort ? alone(text) : escape(text), "i")),
    ...encoded.map((text) => new RegExp(escape(text), /^[\da-f]+$/.test(text) ? "i" : "")),
  ];
}

/** The names of the canaries that a text holds. */
export function found(canaries: readonly Canary[], text: string): readonly string[] {
  return canaries.filter((canary) => formsOf(canary).some((form) => form.test(text))).map(({ name }) => name);
}

/** Texts in an item, an event or an answer; binary values in every form that a text may show them in. */
export function wordsOf(value: unknown): string {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    return [bytes.toString("latin1"), bytes.toString("base64"), bytes.toString("hex")].join("\n");
  }
  if (Array.isArray(value)) return value.map(wordsOf).join("\n");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${name}\n${wordsOf(inner)}`)
      .join("\n");
  return String(value);
}
