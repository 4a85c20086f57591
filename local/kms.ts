import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import { type JsonOperation, AwsRefusal } from "./aws-endpoint.ts";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, Mistake, unusableFile } from "../client/command-line/command-line.ts";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

const encryptionContext = z.record(z.string(), z.string()).default({});
const generateInput = z
  .object({
    KeyId: z.string(),
    KeySpec: z.enum(["AES_256", "AES_128"]).optional(),
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    EncryptionContext: encryptionContext,
  })
  .refine(
    (input) => (input.KeySpec === undefined) !== (input.NumberOfBytes === undefined),
    "Name either KeySpec or NumberOfBytes",
  );
const decryptInput = z.object({
  KeyId: z.string().optional(),
  CiphertextBlob: z.string(),
  EncryptionContext: encryptionContext,
});

const reEncryptInput = z.object({
  SourceKeyId: z.string().optional(),
  DestinationKeyId: z.string(),
  CiphertextBlob: z.string(),
  SourceEncryptionContext: encryptionContext,
  DestinationEncryptionContext: encryptionContext,
});

/** The order of the pairs does not matter, as in KMS. */
const canonical = (context: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1))));

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsRefusal(
    "ValidationException",
    parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
  );
}

/** GenerateDataKey, Decrypt and ReEncrypt under one master key (32 bytes), with the encryption context enforced. */
export function createKms({
  masterKey,
  keyId,
}: {
  readonly masterKey: Uint8Array;
  readonly keyId: string;
}): Record<string, JsonOperation> {
  const wrap = (plain: Uint8Array, context: Buffer): Buffer => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, masterKey, iv).setAAD(context);
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };

  const unwrap = (blob: Buffer, context: Buffer): Buffer => {
    try {
      const decipher = createDecipheriv(algorithm, masterKey, blob.subarray(0, ivBytes), { authTagLength: tagBytes });
      decipher.setAAD(context).setAuthTag(blob.subarray(-tagBytes));
      return Buffer.concat([decipher.update(blob.subarray(ivBytes, -tagBytes)), decipher.final()]);
    } catch {
      throw new AwsRefusal("InvalidCiphertextException", "The ciphertext is not of this key and encryption context.");
    }
  };

  const expectKey = (named: string | undefined): void => {
    if (named !== undefined && named !== keyId) throw new AwsRefusal("NotFoundException", `There is no key ${named}.`);
  };

  return {
    "TrentService.GenerateDataKey": (raw) => {
      const input = parse(generateInput, raw);
      expectKey(input.KeyId);
      const plain = randomBytes(input.NumberOfBytes ?? (input.KeySpec === "AES_256" ? 32 : 16));
      const blob = wrap(plain, canonical(input.EncryptionContext));
      return { KeyId: keyId, Plaintext: plain.toString("base64"), CiphertextBlob: blob.toString("base64") };
    },
    "TrentService.Decrypt": (raw) => {
      const input = parse(decryptInput, raw);
      expectKey(input.KeyId);
      const plain = unwrap(Buffer.from(input.CiphertextBlob, "base64"), canonical(input.EncryptionContext));
      return { KeyId: keyId, Plaintext: plain.toString("base64"), EncryptionAlgorithm: "SYMMETRIC_DEFAULT" };
    },
    "TrentService.ReEncrypt": (raw) => {
      const input = parse(reEncryptInput, raw);
      expectKey(input.SourceKeyId);
      expectKey(input.DestinationKeyId);
      const plain = unwrap(Buffer.from(input.CiphertextBlob, "base64"), canonical(input.SourceEncryptionContext));
      const blob = wrap(plain, canonical(input.DestinationEncryptionContext));
      return { KeyId: keyId, SourceKeyId: keyId, CiphertextBlob: blob.toString("base64") };
    },
  };
}

const keyBytes = 32;

/** The local KMS key: kept in the data directory, readable by its owner only; a passing one without a directory. */
export async function loadMasterKey(directory: string | null): Promise<Uint8Array> {
  if (directory === null) return randomBytes(keyBytes);
  const file = join(directory, "kms-master-key");
  // "wx" creates the file only if there is none, so that an existing key is never replaced.
  await writeFile(file, randomBytes(keyBytes), { mode: 0o600, flag: "wx" }).catch((error: unknown) => {
    if (codeOf(error) !== "EEXIST") throw unusableFile(file, error, "Name another directory with COUNTERSIGN_DATA.");
  });
  const key = await readFile(file);
  if (key.length !== keyBytes)
    throw new Mistake(`${file} is damaged. Remove the directory ${directory} to start afresh.`);
  return key;
}
