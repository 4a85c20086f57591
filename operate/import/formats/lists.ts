import { DoubledName, strictJson } from "../../../shared/settings/strict-json.ts";
import { app, appOfUri, type Fields, hex, isFields, textOr } from "../fields.ts";
import { type ImportedApp, type ImportedUser, mergedRows, type Row, RowFault, rowOf } from "../imported.ts";
import type { Line } from "../source-file.ts";

const written = (lines: readonly Line[]): readonly Line[] => lines.filter(({ text }) => text.trim() !== "");

const withApp = (userId: string, one: ImportedApp): ImportedUser => ({ userId, factors: [one], left: [] });

/** OATH CSV: `serial, hexseed, TOTP, digits, step`; of version 2 `user, resolver, realm` come first. */
export function oathRows(lines: readonly Line[]): readonly Row[] {
  const isSecond = lines.some(({ text }) => /^#\s*version:\s*2\b/i.test(text));
  const rows = written(lines).flatMap(({ line, text }): readonly Row[] => {
    if (text.startsWith("#")) return [];
    const cells = text.split(/[,;\t]/).map((cell) => cell.trim().replaceAll(/^"|"$/g, ""));
    const userId = cells[0] ?? "";
    return [rowOf(line, userId === "" ? null : userId, () => oathUser(userId, cells.slice(isSecond ? 4 : 1)))];
  });
  return mergedRows(rows);
}

function oathUser(userId: string, [seed = "", kind = "HOTP", digits, period]: readonly string[]): ImportedUser {
  if (userId === "") throw new RowFault("user", "is missing");
  if (kind.toUpperCase() !== "TOTP") throw new RowFault("type", "is another kind than TOTP");
  const number = (text: string | undefined): number | undefined =>
    text === undefined || text === "" ? undefined : Number(text);
  const parameters = { digits: number(digits), period: number(period) };
  return withApp(userId, app(hex(seed, "hexseed"), parameters, { secret: "hexseed" }));
}

const nobody = "n/a";

/** privacyIDEA's own list: `login@realm, serial, hexseed, totp, digits, step`. A token of nobody is found by its serial. */
export function privacyideaRows(lines: readonly Line[]): readonly Row[] {
  const isOwn = lines.some(({ text }) => /^[^#,]*,[^,]*,[^,]*,\s*[th]otp\s*,/i.test(text));
  if (!isOwn) return oathRows(lines);
  const rows = written(lines).map(({ line, text }): Row => {
    const [owner = "", serial = "", ...cells] = text.split(",").map((cell) => cell.trim());
    const userId = owner === nobody ? serial : owner;
    return rowOf(line, userId === "" ? null : userId, () => oathUser(userId, cells));
  });
  return mergedRows(rows);
}

/** Lines of `userId,otpauth://…`, or of JSON with `userId` and `uri`. */
export const otpauthRows = (lines: readonly Line[]): readonly Row[] =>
  mergedRows(
    written(lines).map(({ line, text }): Row => {
      const named = namedUri(text);
      return rowOf(line, named.userId, () => {
        if (named.fault !== null) throw new RowFault("line", named.fault);
        if (named.userId === null) throw new RowFault("userId", "is missing");
        return withApp(named.userId, appOfUri(named.uri, "uri"));
      });
    }),
  );

interface Named {
  readonly userId: string | null;
  readonly uri: string;
  readonly fault: string | null;
}

function namedUri(text: string): Named {
  const fields = fieldsOf(text);
  if (fields instanceof DoubledName) return { userId: null, uri: "", fault: fields.message };
  if (fields !== null)
    return { userId: textOr(fields, "userId") ?? null, uri: textOr(fields, "uri") ?? "", fault: null };
  const isListed = /otpauth(-migration)?:/i.test(text);
  const at = text.search(/,\s*"?otpauth(-migration)?:/i);
  const userId = text.slice(0, Math.max(at, 0)).trim().replaceAll(/^"|"$/g, "");
  return {
    userId: userId === "" ? null : userId,
    uri: text
      .slice(at + 1)
      .trim()
      .replaceAll(/^"|"$/g, ""),
    fault: isListed ? null : "is neither userId,otpauth://… nor JSON with userId and uri",
  };
}

function fieldsOf(text: string): Fields | DoubledName | null {
  if (!text.startsWith("{")) return null;
  try {
    const value = strictJson(text);
    return isFields(value) ? value : null;
  } catch (error) {
    return error instanceof DoubledName ? error : null;
  }
}

/** Google Authenticator's transfer: `otpauth-migration://offline?data=…`, with `userId,` before it or the names in it as users. */
export const googleRows = (lines: readonly Line[]): readonly Row[] =>
  mergedRows(
    written(lines).flatMap(({ line, text }): readonly Row[] => {
      const { userId, uri } = namedUri(text);
      const data = URL.parse(uri)?.searchParams.get("data")?.replaceAll(" ", "+");
      if (data === undefined)
        return [{ line, userId, user: null, field: "uri", fault: "is no otpauth-migration:// address" }];
      try {
        return transferred(new Uint8Array(Buffer.from(data, "base64"))).map((one) =>
          rowOf(line, userId ?? one.name, () => withApp(userId ?? one.name, googleApp(one))),
        );
      } catch {
        return [{ line, userId, user: null, field: "uri", fault: "cannot be read" }];
      }
    }),
  );

interface Transferred {
  readonly secret: Uint8Array;
  readonly name: string;
  readonly algorithm: number;
  readonly digits: number;
  readonly kind: number;
}

function googleApp({ secret, algorithm, digits, kind }: Transferred): ImportedApp {
  if (kind !== 2) throw new RowFault("type", "is another kind than TOTP");
  const names: Readonly<Record<number, string>> = { 0: "SHA1", 1: "SHA1" };
  return app(secret, { algorithm: names[algorithm] ?? "another", digits: digits === 2 ? 8 : 6 }, { secret: "secret" });
}

/** Field 1 of the message holds one app each; the others are about the batch. */
const transferred = (bytes: Uint8Array): readonly Transferred[] =>
  protobufFields(bytes).flatMap(({ number, value }) => {
    if (number !== 1 || typeof value === "number") return [];
    const fields = new Map(protobufFields(value).map((field) => [field.number, field.value]));
    const numeric = (at: number): number => (typeof fields.get(at) === "number" ? Number(fields.get(at)) : 0);
    const part = (at: number): Uint8Array => {
      const found = fields.get(at);
      return found instanceof Uint8Array ? found : new Uint8Array();
    };
    const name = Buffer.from(part(2)).toString("utf8");
    return [{ secret: part(1), name, algorithm: numeric(4), digits: numeric(5), kind: numeric(6) }];
  });

/** Protocol Buffers, as far as the transfer uses them: numbers, and values with a length. */
function protobufFields(
  bytes: Uint8Array,
): readonly { readonly number: number; readonly value: number | Uint8Array }[] {
  const fields: { readonly number: number; readonly value: number | Uint8Array }[] = [];
  let at = 0;
  const varint = (): number => {
    for (let [value, factor] = [0, 1]; ; factor *= 128) {
      const byte = bytes[at];
      if (byte === undefined || factor > 2 ** 49) throw new RangeError("The message ends early");
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [number, kind] = [Math.floor(tag / 8), tag % 8];
    if (kind === 0) fields.push({ number, value: varint() });
    else if (kind === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new RangeError("The message ends early");
      fields.push({ number, value: bytes.slice(at, at + length) });
      at += length;
    } else throw new RangeError("The message has a field of another kind");
  }
  return fields;
}
