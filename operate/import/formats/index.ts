import type { JWK } from "jose";
import { Mistake } from "../../../client/command-line/command-line.ts";
import { DoubledName, notJson, strictJson } from "../../../shared/settings/strict-json.ts";
import { type Fields, fieldsIn, isFields, listIn, textOr } from "../fields.ts";
import { type ImportedUser, type Row, RowFault, rowOf } from "../imported.ts";
import type { Line, SourceFile } from "../source-file.ts";
import { countersignRows } from "./countersign.ts";
import { auth0User, fusionauthUser, keycloakUser, kratosUser } from "./identity-providers.ts";
import { googleRows, oathRows, otpauthRows, privacyideaRows } from "./lists.ts";
import { pskcRows } from "./pskc.ts";
import { betterAuthRows, djangoRows, supertokensRows } from "./tables.ts";

export interface Reading {
  readonly file: SourceFile;
  readonly tenant: string;
  /** Key of the file: read from standard input when a format needs it. */
  readonly secret: () => Promise<string>;
  /** Of our own format. */
  readonly privateJwk: JWK | null;
}

type Reads = (reading: Reading) => AsyncIterable<Row>;

/** Entries of one JSON document: a list, or the list under `name`; or a line of JSON for each. */
async function entriesOf(file: SourceFile, ...names: readonly string[]): Promise<readonly unknown[]> {
  const text = await file.text();
  const whole = jsonOf(text);
  if (Array.isArray(whole)) return listIn(whole);
  if (isFields(whole) && names.some((name) => Array.isArray(whole[name])))
    return names.flatMap((name) => listIn(whole[name]));
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const each = lines.map(jsonOf);
  if (each.length > 0 && each.every(isFields)) return each;
  throw new Mistake(
    `The file is neither a JSON list${names.length === 0 ? "" : `, nor has a list "${names.join('" or "')}"`}, nor lines of JSON.`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return strictJson(text);
  } catch (error) {
    if (error instanceof DoubledName)
      throw new Mistake(`The file ${error.message} in one object: one of them is wrong.`);
    return undefined;
  }
}

/** An entry is a user. */
const entries = (read: (entry: Fields) => ImportedUser, id: string, list?: string): Reads =>
  async function* readEntries({ file }) {
    for (const [index, value] of (await entriesOf(file, ...(list === undefined ? [] : [list]))).entries())
      yield rowOf(index + 1, isFields(value) ? (textOr(value, id) ?? null) : null, () => read(fieldsIn(value, "")));
  };

/** The whole file at once, since several entries may be of one user. */
const whole = (read: (reading: Reading) => Promise<readonly Row[]>): Reads =>
  async function* readWhole(reading) {
    yield* await read(reading);
  };

const lines = (read: (lines: readonly Line[]) => readonly Row[]): Reads =>
  whole(async ({ file }) => {
    const all: Line[] = [];
    for await (const line of file.lines()) all.push(line);
    return read(all);
  });

/** A line is a user: a file of any length. */
const kratos: Reads = async function* readKratos(reading) {
  if ((await reading.file.firstCharacter()) === "[") {
    yield* entries(kratosUser, "id")(reading);
    return;
  }
  for await (const { line, text } of reading.file.lines()) {
    if (text.trim() === "") continue;
    const { value, fault } = lineOf(text);
    yield rowOf(line, isFields(value) ? (textOr(value, "id") ?? null) : null, () => {
      if (!isFields(value)) throw new RowFault("line", fault);
      return kratosUser(value);
    });
  }
};

function lineOf(text: string): { readonly value: unknown; readonly fault: string } {
  try {
    return { value: strictJson(text), fault: "is no object" };
  } catch (error) {
    return { value: null, fault: notJson(error) };
  }
}

const pskc = whole(async ({ file, secret }) => pskcRows(await file.text(), secret));
const privacyideaList = lines(privacyideaRows);

export const formats = {
  keycloak: entries(keycloakUser, "id", "users"),
  auth0: entries(auth0User, "user_id"),
  kratos,
  "better-auth": whole(async ({ file, secret }) =>
    betterAuthRows(await entriesOf(file, "twoFactor", "passkey"), secret),
  ),
  "django-otp": whole(async ({ file }) => djangoRows(await entriesOf(file))),
  supertokens: whole(async ({ file }) =>
    supertokensRows(await entriesOf(file, "users", "totp_user_devices", "webauthn_credentials")),
  ),
  fusionauth: entries(fusionauthUser, "id", "users"),
  // It exports either of these two.
  privacyidea: async function* readPrivacyIdea(reading) {
    yield* ((await reading.file.firstCharacter()) === "<" ? pskc : privacyideaList)(reading);
  },
  pskc,
  "oath-csv": lines(oathRows),
  otpauth: lines(otpauthRows),
  "google-migration": lines(googleRows),
  countersign: ({ file, tenant, privateJwk }) => countersignRows(file.lines(), { tenant, privateJwk }),
} as const satisfies Readonly<Record<string, Reads>>;

export type FormatName = keyof typeof formats;
export const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name);
