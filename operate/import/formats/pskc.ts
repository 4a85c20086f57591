import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from "node:crypto";
import { XMLParser } from "fast-xml-parser";
import { Mistake } from "../../../client/command-line/command-line.ts";
import { app, base64, type Fields, fieldsIn, isFields, numberOr, textOr } from "../fields.ts";
import { type ImportedUser, mergedRows, type Row, RowFault, rowOf } from "../imported.ts";

const lower = (name: string): string => name.toLowerCase();

/**
 * Attributes begin with `@`; a text beside attributes is `#text`. Entities stay as they are: none is expanded. Names are read in small
 * letters, since privacyIDEA writes them so.
 */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  transformTagName: lower,
  transformAttributeName: lower,
  isArray: (name) => name === "keypackage",
});

/** RFC 6030, keys in the clear or encrypted under a key or a password, which `secret` asks for. */
export async function pskcRows(text: string, secret: () => Promise<string>): Promise<readonly Row[]> {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Mistake("The file has a document type, which no PSKC needs.");
  const container = inside(parse(text), "KeyContainer");
  const packages = container["keypackage"];
  if (!Array.isArray(packages)) throw new Mistake("The file has no KeyPackage: is it PSKC (RFC 6030)?");
  const keys = isFields(container["encryptionkey"]) ? openedKeys(container, await secret()) : null;
  return mergedRows(
    packages.map((value, index): Row => {
      const key = inside(isFields(value) ? value : {}, "Key");
      return rowOf(index + 1, userOf(key) ?? null, () => pskcUser(key, keys));
    }),
  );
}

function parse(text: string): Fields {
  try {
    return fieldsIn(parser.parse(text), "");
  } catch {
    throw new Mistake("The file cannot be read as XML.");
  }
}

/** The element inside, by a path of names; an empty one where there is none. */
const inside = (fields: Fields, ...path: readonly string[]): Fields =>
  path.reduce<Fields>((found, name) => {
    const next = found[lower(name)];
    return isFields(next) ? next : {};
  }, fields);

/** The text of an element, with or without attributes. */
function textOf(fields: Fields, ...path: readonly string[]): string | undefined {
  const name = path.at(-1) ?? "";
  const value = inside(fields, ...path.slice(0, -1))[lower(name)];
  const text = isFields(value) ? value["#text"] : value;
  return typeof text === "string" && text !== "" ? text.trim() : undefined;
}

const userOf = (key: Fields): string | undefined => {
  const id = key["@id"];
  return textOf(key, "UserId") ?? (typeof id === "string" && id !== "" ? id : undefined);
};

const totp = "urn:ietf:params:xml:ns:keyprov:pskc:totp";

function pskcUser(key: Fields, keys: Keys | null): ImportedUser {
  const userId = userOf(key);
  if (userId === undefined) throw new RowFault("UserId", "is missing, and the key has no Id");
  if (key["@algorithm"] !== totp) throw new RowFault("Algorithm", "is another kind than TOTP");
  const format = inside(key, "AlgorithmParameters", "ResponseFormat");
  const data = inside(key, "Data");
  const count = numberOr({ count: textOf(data, "Counter", "PlainValue") }, "count");
  const parameters = {
    // privacyIDEA names the hash in an attribute.
    algorithm:
      textOr(inside(key, "AlgorithmParameters", "Suite"), "@hashalgo") ?? textOf(key, "AlgorithmParameters", "Suite"),
    digits: numberOr(format, "@length"),
    period: numberOr({ seconds: textOf(data, "TimeInterval", "PlainValue") }, "seconds"),
  };
  const secret = secretOf(inside(data, "Secret"), keys);
  const one = app(
    secret,
    parameters,
    { secret: "Data.Secret" },
    { lastStep: count === undefined || count <= 0 ? null : count },
  );
  return { userId, factors: [one], left: [] };
}

function secretOf(secret: Fields, keys: Keys | null): Uint8Array {
  const plain = textOf(secret, "PlainValue");
  if (plain !== undefined) return base64(plain, "Data.Secret.PlainValue");
  const field = "Data.Secret.EncryptedValue";
  const sealed = textOf(secret, "EncryptedValue", "CipherData", "CipherValue");
  if (sealed === undefined) throw new RowFault("Data.Secret", "is missing");
  if (keys === null) throw new RowFault(field, "is encrypted, and the file names no EncryptionKey");
  const bytes = base64(sealed, field);
  const mac = textOf(secret, "ValueMAC");
  if (mac === undefined) throw new RowFault("Data.Secret.ValueMAC", "is missing: nothing says that the value is whole");
  const made = createHmac(keys.hash, keys.mac).update(bytes).digest();
  const given = Buffer.from(base64(mac, "Data.Secret.ValueMAC"));
  if (made.length !== given.length || !timingSafeEqual(made, given))
    throw new RowFault("Data.Secret.ValueMAC", "does not fit: the key is another one, or the value was changed");
  const opened = decrypt(bytes, keys.encryption);
  if (opened === null) throw new RowFault(field, "does not open with this key");
  return opened;
}

interface Keys {
  readonly encryption: Uint8Array;
  readonly mac: Uint8Array;
  readonly hash: "sha1" | "sha256";
}

/** The pre-shared key in hexadecimal, or the password that makes it (sections 6.1 and 6.2). */
function openedKeys(container: Fields, secret: string): Keys {
  const derivation = inside(container, "EncryptionKey", "DerivedKey", "KeyDerivationMethod");
  const encryption = Object.keys(derivation).length > 0 ? derivedKey(derivation, secret) : sharedKey(secret);
  const method = inside(container, "MACMethod");
  const hash = hashOf(method);
  const sealed = textOf(method, "MACKey", "CipherData", "CipherValue");
  const mac = sealed === undefined ? encryption : decrypt(fileBytes(sealed), encryption);
  if (mac === null) throw new Mistake("The MACKey does not open with this key or password.");
  return { encryption, mac, hash };
}

function sharedKey(text: string): Uint8Array {
  if (/^([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(text)) return new Uint8Array(Buffer.from(text, "hex"));
  throw new Mistake("The pre-shared key of the file is 16, 24 or 32 bytes in hexadecimal, on standard input.");
}

/** More would only keep the machine busy. */
const mostIterations = 10_000_000;

function derivedKey(derivation: Fields, password: string): Uint8Array {
  const parameters = inside(derivation, "PBKDF2-params");
  const salt = textOf(parameters, "Salt", "Specified");
  const iterations = Number(textOf(parameters, "IterationCount"));
  const length = Number(textOf(parameters, "KeyLength") ?? 16);
  const isKnown = Number.isSafeInteger(iterations) && iterations > 0 && iterations <= mostIterations;
  if (salt === undefined || !isKnown || ![16, 24, 32].includes(length))
    throw new Mistake("The EncryptionKey is derived in a way that is not known here: PBKDF2 with a given salt is.");
  const bytes = pbkdf2Sync(password, fileBytes(salt), iterations, length, hashOf(inside(parameters, "PRF")));
  return new Uint8Array(bytes);
}

/** SHA-1 where nothing is said (RFC 8018 appendix A.2). */
function hashOf({ "@algorithm": algorithm }: Fields): "sha1" | "sha256" {
  return typeof algorithm === "string" && algorithm.endsWith("sha256") ? "sha256" : "sha1";
}

function fileBytes(text: string): Uint8Array {
  try {
    return base64(text, "");
  } catch {
    throw new Mistake("A value of the file's keys is not base 64.");
  }
}

const blockLength = 16;

/** AES-CBC with the vector in front; the last byte counts the padding (XML Encryption section 5.2). Null: it does not open. */
function decrypt(bytes: Uint8Array, key: Uint8Array): Uint8Array | null {
  const sealed = bytes.subarray(blockLength);
  if (sealed.length === 0 || sealed.length % blockLength !== 0) return null;
  const cipher = createDecipheriv(`aes-${String(key.length * 8)}-cbc`, key, bytes.subarray(0, blockLength));
  cipher.setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(sealed), cipher.final()]);
  const padding = plain.at(-1) ?? 0;
  return padding < 1 || padding > blockLength ? null : new Uint8Array(plain.subarray(0, plain.length - padding));
}
