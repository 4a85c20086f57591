import { createHash } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { app, base32, base64, type Fields, fieldsIn, hex, idIn, isFields, listIn, numberOr, textIn, textOr, transportsIn, utf8 } from "../fields.ts"; // prettier-ignore
import { type ImportedPasskey, type ImportedUser, mergedRows, type Row, RowFault, rowOf } from "../imported.ts";
import { aaguidOf, supertokensUser } from "./identity-providers.ts";

/** django-otp: `manage.py dumpdata otp_totp otp_static`, an entry for each device. */
export function djangoRows(entries: readonly unknown[]): readonly Row[] {
  const rows = entries.flatMap((value, index): readonly Row[] => {
    const entry = fieldsIn(value, "");
    const fields = fieldsIn(entry["fields"], "fields");
    const line = index + 1;
    const model = textOr(entry, "model")?.toLowerCase();
    if (model === "otp_static.staticdevice")
      return [rowOf(line, null, () => ({ userId: djangoUser(fields), factors: [], left: ["recovery_codes"] }))];
    if (model !== "otp_totp.totpdevice" || fields["confirmed"] === false) return [];
    return [rowOf(line, userOrNull(fields), () => djangoApp(fields))];
  });
  return mergedRows(rows);
}

function userOrNull(fields: Fields): string | null {
  try {
    return djangoUser(fields);
  } catch {
    return null;
  }
}

/** A number, or a list of the natural key. */
const djangoUser = (fields: Fields): string =>
  Array.isArray(fields["user"]) ? textIn({ user: listIn(fields["user"])[0] }, "user", "fields.") : idIn(fields, "user");

function djangoApp(fields: Fields): ImportedUser {
  const parameters = {
    digits: numberOr(fields, "digits"),
    period: numberOr(fields, "step"),
    start: numberOr(fields, "t0"),
  };
  const last = numberOr(fields, "last_t") ?? -1;
  const secret = hex(textIn(fields, "key", "fields."), "fields.key");
  const label = textOr(fields, "name");
  const more = { lastStep: last < 0 ? null : last, ...(label !== "default" && { label }) };
  return {
    userId: djangoUser(fields),
    factors: [app(secret, parameters, { secret: "fields.key", prefix: "fields." }, more)],
    left: [],
  };
}

const nonceLength = 24;

/**
 * better-auth: rows of the tables `twoFactor` and `passkey`. The sealed text's own bytes are the key of the codes. `secret` is asked for
 * only where something is sealed.
 */
export async function betterAuthRows(
  entries: readonly unknown[],
  secret: () => Promise<string>,
): Promise<readonly Row[]> {
  const isPasskey = (value: unknown): boolean => isFields(value) && "credentialID" in value;
  const key = entries.every(isPasskey)
    ? new Uint8Array()
    : new Uint8Array(
        createHash("sha256")
          .update(await secret())
          .digest(),
      );
  const rows = entries.map((value, index): Row => {
    const entry = fieldsIn(value, "");
    return rowOf(index + 1, textOr(entry, "userId") ?? null, () =>
      isPasskey(entry) ? betterAuthPasskey(entry) : betterAuthApp(entry, key),
    );
  });
  return mergedRows(rows);
}

/** A set-up that was begun and not confirmed has a row too: the column of later releases says so, or the user's. */
function betterAuthApp(entry: Fields, key: Uint8Array): ImportedUser {
  const isUsed = entry["verified"] !== false && entry["twoFactorEnabled"] !== false;
  return {
    userId: textIn(entry, "userId"),
    factors: isUsed ? [app(opened(textIn(entry, "secret"), key), {}, { secret: "secret" })] : [],
    left: textOr(entry, "backupCodes") === undefined ? [] : ["recovery_codes"],
  };
}

function betterAuthPasskey(entry: Fields): ImportedUser {
  const deviceType = textOr(entry, "deviceType");
  const passkey: ImportedPasskey = {
    type: "passkey",
    label: textOr(entry, "name"),
    createdAt: timeOr(entry, "createdAt"),
    credentialId: base64(textIn(entry, "credentialID"), "credentialID"),
    publicKey: base64(textIn(entry, "publicKey"), "publicKey"),
    aaguid: aaguidOf(textOr(entry, "aaguid"), "aaguid"),
    signCount: numberOr(entry, "counter") ?? 0,
    ...(deviceType !== undefined && { backupEligible: deviceType === "multiDevice" }),
    transports: transportsIn(textOr(entry, "transports")?.split(",")),
  };
  return { userId: textIn(entry, "userId"), factors: [passkey], left: [] };
}

function timeOr(entry: Fields, name: string): number | undefined {
  const time = numberOr(entry, name) ?? Date.parse(textOr(entry, name) ?? "");
  return Number.isFinite(time) ? time : undefined;
}

/** SuperTokens: users of its bulk import, or rows of the tables `totp_user_devices` and `webauthn_credentials`. */
export function supertokensRows(entries: readonly unknown[]): readonly Row[] {
  const rows = entries.map((value, index): Row => {
    const entry = fieldsIn(value, "");
    const read =
      "secret_key" in entry ? supertokensDevice : "public_key" in entry ? supertokensPasskey : supertokensUser;
    const userId = textOr(entry, "user_id") ?? textOr(entry, "externalUserId") ?? textOr(entry, "id") ?? null;
    return rowOf(index + 1, userId, () => read(entry));
  });
  return mergedRows(rows);
}

/** A column CHAR is filled up with blanks. */
const supertokensId = (entry: Fields): string => textIn(entry, "user_id").trim();

function supertokensDevice(entry: Fields): ImportedUser {
  const secret = base32(textIn(entry, "secret_key"), "secret_key");
  const known = { label: textOr(entry, "device_name"), createdAt: numberOr(entry, "created_at") };
  const device = app(secret, { period: numberOr(entry, "period") }, { secret: "secret_key" }, known);
  return { userId: supertokensId(entry), factors: entry["verified"] === false ? [] : [device], left: [] };
}

const aaguidLength = 16;

/** `public_key` is the attested credential data of WebAuthn section 6.5.1: AAGUID, length and id of the credential, then the key. */
function supertokensPasskey(entry: Fields): ImportedUser {
  const data = Buffer.from(hex(textIn(entry, "public_key").replace(/^\\x/, ""), "public_key"));
  const idAt = aaguidLength + 2;
  const keyAt = idAt + (data.length < idAt ? 0 : data.readUInt16BE(aaguidLength));
  if (data.length <= keyAt) throw new RowFault("public_key", "is no attested credential data, or cut short");
  const credentialId = new Uint8Array(data.subarray(idAt, keyAt));
  if (!Buffer.from(base64(textIn(entry, "id"), "id")).equals(credentialId))
    throw new RowFault("id", "is another credential than that of public_key");
  const passkey: ImportedPasskey = {
    type: "passkey",
    rpId: textIn(entry, "rp_id"),
    createdAt: numberOr(entry, "created_at"),
    credentialId,
    publicKey: new Uint8Array(data.subarray(keyAt)),
    aaguid: new Uint8Array(data.subarray(0, aaguidLength)),
    signCount: numberOr(entry, "counter") ?? 0,
    transports: transportsIn(textOr(entry, "transports")?.match(/[\w-]+/g) ?? entry["transports"]),
  };
  return { userId: supertokensId(entry), factors: [passkey], left: [] };
}

function opened(sealed: string, key: Uint8Array): Uint8Array {
  const bytes = hex(sealed.replace(/^\$ba\$\d+\$/, ""), "secret");
  try {
    const plain = xchacha20poly1305(key, bytes.subarray(0, nonceLength)).decrypt(bytes.subarray(nonceLength));
    return utf8(Buffer.from(plain).toString("utf8"));
  } catch {
    throw new RowFault("secret", "does not open with this BETTER_AUTH_SECRET");
  }
}
