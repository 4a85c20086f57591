import { notJson, strictJson } from "../../shared/settings/strict-json.ts";
import { type Transport, transports } from "../../shared/account/factor.ts";
import { type ImportedApp, RowFault } from "./imported.ts";

/** Reads fields of what another system wrote; each fault names the field and never its value. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function fieldsIn(value: unknown, field: string): Fields {
  if (isFields(value)) return value;
  throw new RowFault(field, "is missing, or no object");
}

export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function textIn(fields: Fields, name: string, at = ""): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw new RowFault(`${at}${name}`, "is missing, or no text");
}

export const textOr = (fields: Fields, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

export const numberOr = (fields: Fields, name: string): number | undefined => {
  const value = fields[name];
  const read = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
};

/** An id: a text, or the number of a table's row. */
export function idIn(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return textIn(fields, name);
}

/** JSON that another system keeps in a text. */
export function jsonIn(fields: Fields, name: string, at: string): Fields {
  const text = textIn(fields, name, at);
  try {
    return fieldsIn(strictJson(text), `${at}${name}`);
  } catch (error) {
    if (error instanceof RowFault) throw error;
    throw new RowFault(`${at}${name}`, notJson(error));
  }
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 section 6, with or without padding, blanks and dashes between groups. */
export function base32(text: string, field: string): Uint8Array {
  const letters = text.replaceAll(/[\s-]/g, "").replace(/=+$/, "").toUpperCase();
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const letter of letters) {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new RowFault(field, "is not base 32");
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return Uint8Array.from(bytes);
}

export function hex(text: string, field: string): Uint8Array {
  if (!/^([0-9a-f]{2})+$/i.test(text.trim())) throw new RowFault(field, "is not hexadecimal");
  return new Uint8Array(Buffer.from(text.trim(), "hex"));
}

/** Base 64 of either alphabet, padded or not. */
export function base64(text: string, field: string): Uint8Array {
  const bare = text.replaceAll(/\s/g, "").replace(/=+$/, "");
  if (!/^[\w+/-]+$/.test(bare) || bare.length % 4 === 1) throw new RowFault(field, "is not base 64");
  return new Uint8Array(Buffer.from(bare, "base64"));
}

export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));

interface Parameters {
  readonly algorithm?: string | undefined;
  readonly digits?: number | undefined;
  readonly period?: number | undefined;
  /** Unix time at which the steps begin. */
  readonly start?: number | undefined;
}

/** Codes of other parameters are other codes: such an app is refused, never bent into ours. */
export function app(
  secret: Uint8Array,
  { algorithm = "SHA1", digits = 6, period = 30, start = 0 }: Parameters,
  at: { readonly secret: string; readonly prefix?: string },
  more: Partial<Omit<ImportedApp, "type" | "secret">> = {},
): ImportedApp {
  const field = (name: string): string => `${at.prefix ?? ""}${name}`;
  if (secret.length === 0) throw new RowFault(at.secret, "is empty");
  if (!/^(hmac)?[-_]?sha[-_]?1$/i.test(algorithm))
    throw new RowFault(field("algorithm"), "is another than SHA-1: the user sets the app up anew");
  if (digits !== 6) throw new RowFault(field("digits"), "asks for codes of another length than six digits");
  if (period !== 30) throw new RowFault(field("period"), "is another time step than 30 seconds");
  if (start !== 0) throw new RowFault(field("t0"), "begins the time steps at another moment than 1970");
  return { type: "totp", secret, lastStep: null, ...more };
}

/** Of a key URI (`otpauth://totp/…`). */
export function appOfUri(uri: string, field: string): ImportedApp {
  const url = URL.parse(uri);
  if (url?.protocol !== "otpauth:") throw new RowFault(field, "is no otpauth:// address");
  if (!/^totp$/i.test(url.host)) throw new RowFault(field, "is of another kind than TOTP");
  const query = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const number = (name: string): number | undefined => {
    const value = query(name);
    return value === undefined ? undefined : Number(value);
  };
  const secret = base32(query("secret") ?? "", `${field}.secret`);
  const parameters = { algorithm: query("algorithm"), digits: number("digits"), period: number("period") };
  return app(secret, parameters, { secret: `${field}.secret`, prefix: `${field}.` });
}

export const transportsIn = (value: unknown): readonly Transport[] =>
  transports.filter((one) => listIn(value).some((given) => String(given).toLowerCase() === one));
