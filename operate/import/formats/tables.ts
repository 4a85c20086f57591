import { createHash } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { app, type Fields, fieldsIn, hex, idIn, listIn, numberOr, textIn, textOr, utf8 } from "../fields.ts";
import { type ImportedUser, mergedRows, type Row, RowFault, rowOf } from "../imported.ts";

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

/** better-auth: the table `twoFactor`. The sealed text's own bytes are the key of the codes. */
export function betterAuthRows(entries: readonly unknown[], secret: string): readonly Row[] {
  const key = new Uint8Array(createHash("sha256").update(secret).digest());
  const rows = entries.map((value, index): Row => {
    const entry = fieldsIn(value, "");
    return rowOf(index + 1, textOr(entry, "userId") ?? null, () => {
      const plain = opened(textIn(entry, "secret"), key);
      return {
        userId: textIn(entry, "userId"),
        factors: entry["verified"] === false ? [] : [app(plain, {}, { secret: "secret" })],
        left: textOr(entry, "backupCodes") === undefined ? [] : ["recovery_codes"],
      };
    });
  });
  return mergedRows(rows);
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
