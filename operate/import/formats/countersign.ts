import { createHash } from "node:crypto";
import { compactDecrypt, type CryptoKey, importJWK, type JWK } from "jose";
import { Mistake } from "../../../client/command-line/command-line.ts";
import { strictJson } from "../../../shared/settings/strict-json.ts";
import {
  contentEncryption,
  endSchema,
  type Header,
  headerSchema,
  keyManagement,
  type OwnFactor,
  userSchema,
} from "../../own-format.ts";
import { base32, base64, hex } from "../fields.ts";
import { type ImportedFactor, type ImportedUser, type Row, RowFault, rowOf } from "../imported.ts";
import type { Line } from "../source-file.ts";

/** Data that a line has to be bound to: the very header, and its own number. */
export const headerHash = (text: string): string => createHash("sha256").update(text).digest("base64url");

function readHeader(text: string): Header {
  const read = headerSchema.safeParse(parsed(text));
  if (read.success) return read.data;
  throw new Mistake("The first line is no header of countersign-factors version 1.");
}

function parsed(text: string): unknown {
  try {
    return strictJson(text);
  } catch {
    return null;
  }
}

/** The export of another table. The last line counts the users, so that a file which was cut short is seen. */
export async function* countersignRows(
  lines: AsyncIterable<Line>,
  { tenant, privateJwk }: { readonly tenant: string; readonly privateJwk: JWK | null },
): AsyncGenerator<Row> {
  let [header, hash, users]: [Header | null, string, number] = [null, "", 0];
  let key: CryptoKey | Uint8Array | null = null;
  let isOver = false;
  for await (const { line, text } of lines) {
    if (header === null) {
      header = readHeader(text);
      hash = headerHash(text);
      key = await keyFor(header, tenant, privateJwk);
      continue;
    }
    const end = endSchema.safeParse(text.startsWith("{") ? parsed(text) : null);
    if (end.success) {
      if (end.data.users !== users)
        throw new Mistake(`The file has ${users} users and counts ${end.data.users}: lines are missing.`);
      isOver = true;
      continue;
    }
    if (isOver) throw new Mistake(`Line ${line} comes after the end of the file: it was changed.`);
    users += 1;
    const plain = key === null ? text : await opened(text, key, { line, hash });
    yield rowOf(line, userIn(plain), () => userOf(plain));
  }
  if (header === null) throw new Mistake("The file is empty.");
  if (!isOver) throw new Mistake("The file was cut short: its last line, which counts the users, is missing.");
}

async function keyFor({ encrypted, tenant: of }: Header, tenant: string, jwk: JWK | null) {
  if (of !== tenant) throw new Mistake(`The file is of the organisation ${of}: name it with --tenant.`);
  if (!encrypted) return null;
  if (jwk === null) throw new Mistake("The file is encrypted. Name the private key: --key key.jwk");
  const key = jwk.d === undefined ? null : await importJWK(jwk, keyManagement).catch(() => null);
  if (key === null) throw new Mistake("--key is no private JWK for ECDH-ES (P-256, P-384, P-521 or X25519).");
  return key;
}

/** Null: the line does not open, or is another's. */
async function opened(
  text: string,
  key: CryptoKey | Uint8Array,
  { line, hash }: { readonly line: number; readonly hash: string },
): Promise<string | null> {
  try {
    const algorithms = { keyManagementAlgorithms: [keyManagement], contentEncryptionAlgorithms: [contentEncryption] };
    const { plaintext, protectedHeader } = await compactDecrypt(text, key, algorithms);
    const isHere = protectedHeader["line"] === line && protectedHeader["header"] === hash;
    return isHere ? Buffer.from(plaintext).toString("utf8") : null;
  } catch {
    return null;
  }
}

function userIn(plain: string | null): string | null {
  const read = userSchema.pick({ userId: true }).safeParse(plain === null ? null : parsed(plain));
  return read.success ? read.data.userId : null;
}

function userOf(plain: string | null): ImportedUser {
  if (plain === null) throw new RowFault("line", "does not open with this key, or is not in its place: it was changed");
  const read = userSchema.safeParse(parsed(plain));
  if (!read.success) {
    const path = read.error.issues[0]?.path.join(".") ?? "";
    throw new RowFault(path === "" ? "line" : path, "is missing, or is not of its shape");
  }
  const { userId, issuer, factors, preRegisteredPhone, contact } = read.data;
  return {
    userId,
    issuer,
    factors: factors.map((factor, index) => factorOf(factor, `factors.${String(index)}.`)),
    ...(typeof preRegisteredPhone === "string" && { preRegisteredPhone }),
    ...(contact && { contact }),
    left: [],
  };
}

function factorOf({ label, preferred, createdAt, ...factor }: OwnFactor, at: string): ImportedFactor {
  const base = { label, preferred, createdAt: createdAt === undefined ? undefined : Date.parse(createdAt) };
  switch (factor.type) {
    case "totp":
      return { ...base, type: "totp", secret: base32(factor.secret, `${at}secret`), lastStep: factor.lastStep ?? null };
    case "sms":
      return { ...base, ...factor };
    case "passkey": {
      const { credentialId, publicKey, aaguid, userHandle, userHandleHash, signCount, rpId, backupEligible } = factor;
      return {
        ...base,
        type: "passkey",
        rpId,
        signCount,
        backupEligible,
        transports: factor.transports ?? [],
        credentialId: base64(credentialId, `${at}credentialId`),
        publicKey: base64(publicKey, `${at}publicKey`),
        aaguid: hex(aaguid.replaceAll("-", ""), `${at}aaguid`),
        ...(userHandle !== undefined && { userHandle: base64(userHandle, `${at}userHandle`) }),
        ...(userHandleHash !== undefined && { userHandleHash: base64(userHandleHash, `${at}userHandleHash`) }),
      };
    }
  }
}
