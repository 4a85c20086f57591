import { GenerateDataKeyCommand } from "@aws-sdk/client-kms";
import { dataKeys } from "../../shared/aws/data-keys.ts";
import type { DataKeyStore, WrappedKey } from "../../shared/aws/dynamodb/data-key-store.ts";
import { vault } from "../../shared/aws/vault.ts";
import type { VaultContext } from "../../shared/ports/vault.ts";
import { handClock } from "./examples.ts";
import { kmsKeyId, tinyKms } from "./tiny-kms.ts";

export const context: VaultContext = { tenant: "acme", purpose: "totp", about: ["usr_1", "fac_1"] };
export const dataKeyDays = 365;
export const plain = new TextEncoder().encode("JBSWY3DPEHPK3PXP");

/** The table's data keys, in a map. */
function keptKeys(): DataKeyStore & { readonly rows: WrappedKey[] } {
  const rows: WrappedKey[] = [];
  const generationsOf = (tenant: string, purpose: string) =>
    rows.filter((row) => row.tenant === tenant && row.purpose === purpose);
  return {
    rows,
    read: async (tenant, purpose, generation) =>
      generationsOf(tenant, purpose).find((row) => row.generation === generation)?.wrapped ?? null,
    newest: async (tenant, purpose) =>
      generationsOf(tenant, purpose).toSorted((one, other) => other.generation - one.generation)[0] ?? null,
    purposes: async (tenant) => new Set(rows.filter((row) => row.tenant === tenant).map(({ purpose }) => purpose)),
    add: async (key) => {
      if (generationsOf(key.tenant, key.purpose).some(({ generation }) => generation === key.generation))
        return "conflict";
      rows.push(key);
      return "written";
    },
  };
}

/** One KMS and one table; each `process()` is a new vault with an empty memory. */
export function vaultOnKms() {
  const [kms, store, clock] = [tinyKms(), keptKeys(), handClock()];
  const keys = (cacheSeconds = 300) =>
    dataKeys({ kms: kms.client, kmsKeyId, store, clock, cacheSeconds, days: dataKeyDays });
  const process = (cacheSeconds = 300) => vault(keys(cacheSeconds));
  const addGeneration = async (generation: number) => {
    const { tenant, purpose } = context;
    const { CiphertextBlob } = await kms.client.send(
      new GenerateDataKeyCommand({ KeyId: kmsKeyId, KeySpec: "AES_256", EncryptionContext: { tenant, purpose } }),
    );
    await store.add({
      tenant,
      purpose,
      generation,
      wrapped: CiphertextBlob ?? new Uint8Array(),
      createdAt: clock.now(),
    });
  };
  return { kms, store, clock, keys, process, addGeneration };
}
