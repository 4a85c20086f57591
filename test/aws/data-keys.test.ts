import { GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { dataKeys } from "../../shared/aws/vault.ts";
import type { DataKeyStore } from "../../shared/aws/dynamodb/key-stores.ts";
import { serviceTenant } from "../../shared/ports/vault.ts";
import { handClock } from "./examples.ts";

/** Of the deployment: KMS makes its keys. */
const owner = { tenant: serviceTenant, purpose: "totp" } as const;
const counting = Uint8Array.from({ length: 32 }, (_, index) => index + 1);

function keysOver(plaintext: Uint8Array | undefined, wrapped: Uint8Array | undefined = Uint8Array.of(9)) {
  const kms = new KMSClient({ region: "eu-central-1" });
  mockClient(kms)
    .on(GenerateDataKeyCommand)
    .resolves({
      ...(plaintext && { Plaintext: plaintext }),
      ...(wrapped && { CiphertextBlob: wrapped }),
    });
  const clock = handClock();
  const asked = { newest: 0, read: 0 };
  const store: DataKeyStore = {
    read: async () => {
      asked.read += 1;
      return null;
    },
    newest: async () => {
      asked.newest += 1;
      return null;
    },
    purposes: async () => new Set(),
    add: async () => "written",
  };
  const keys = dataKeys({ kms, kmsKeyId: "key", store, clock, cacheSeconds: 300, days: 365 });
  return { keys, clock, asked };
}

/** Whoever changes these values makes every sealed value and every keyed hash in every table unreadable. */
it("derives the same two keys from a data key for ever, and wipes the data key", async () => {
  const plaintext = counting.slice();
  const { seal, mac } = await keysOver(plaintext).keys.first(owner, true);
  expect(seal.export().toString("hex")).toBe("6071a485dd1bf6ff064c9e7f6e9a55548198630e8e4f237fdb197ed05d11184b");
  expect(mac.export().toString("hex")).toBe("ce8e83db4806db6f7526121908d31b420e2af93c31684a4ab25aad25e701aa77");
  expect(plaintext.every((byte) => byte === 0)).toBe(true);
});

it.each([
  ["nothing", undefined],
  ["a key of 128 bits", counting.slice(0, 16)],
])("refuses %s in the place of a data key of 256 bits", async (_, plaintext) => {
  await expect(keysOver(plaintext).keys.first(owner, true)).rejects.toThrow("There is no data key of 256 bits");
});

it("asks for the newest generation once in five minutes, and again after them", async () => {
  const { keys, clock, asked } = keysOver(counting.slice());
  expect(await keys.newest(owner, true)).toBe(1);
  clock.advance(299_000);
  expect(await keys.newest(owner, true)).toBe(1);
  expect(asked.newest).toBe(1);
  clock.advance(2000);
  await keys.newest(owner, true).catch(() => undefined);
  expect(asked.newest).toBe(2);
});
