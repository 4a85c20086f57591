import { dataKeys, vault } from "../../shared/aws/vault.ts";
import type { DataKeyStore, WrappedKey } from "../../shared/aws/dynamodb/key-stores.ts";
import { serviceTenant, type VaultContext } from "../../shared/ports/vault.ts";
import { handClock } from "./examples.ts";
import { kmsKeyId, tinyKms } from "./tiny-kms.ts";

export const context: VaultContext = { tenant: "acme", purpose: "totp", about: ["usr_1", "fac_1"] };
export const dataKeyDays = 365;
export const plain = new TextEncoder().encode("JBSWY3DPEHPK3PXP");

/** The table's data keys: those of tenants in `rows`, and the deployment's `own`. */
function keptKeys(): DataKeyStore & { readonly rows: WrappedKey[]; readonly own: WrappedKey[] } {
  const [rows, own]: [WrappedKey[], WrappedKey[]] = [[], []];
  const rowsOf = (tenant: string) => (tenant === serviceTenant ? own : rows);
  const generationsOf = (tenant: string, purpose: string) =>
    rowsOf(tenant).filter((row) => row.tenant === tenant && row.purpose === purpose);
  /** Generations are made in order. */
  const newestOf = (tenant: string, purpose: string) =>
    rowsOf(tenant).findLast((row) => row.tenant === tenant && row.purpose === purpose);
  return {
    rows,
    own,
    read: async (tenant, purpose, generation) =>
      generationsOf(tenant, purpose).find((row) => row.generation === generation)?.wrapped ?? null,
    newest: async (tenant, purpose) => newestOf(tenant, purpose) ?? null,
    purposes: async (tenant) =>
      new Set(
        rowsOf(tenant)
          .filter((row) => row.tenant === tenant)
          .map(({ purpose }) => purpose),
      ),
    add: async (key) => {
      if (key.generation <= (newestOf(key.tenant, key.purpose)?.generation ?? 0)) return "conflict";
      rowsOf(key.tenant).push(key);
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
  /** Makes the generations up to this one; of thousands in between only a row that nothing was sealed with. A first that was not there before is taken away again. */
  const addGeneration = async (generation: number) => {
    const hadFirst = store.rows.length > 0;
    for (;;) {
      const newest = store.rows.at(-1);
      if (newest !== undefined && newest.generation >= generation) break;
      if (newest !== undefined && newest.generation + 1000 < generation)
        store.rows.push({ ...newest, generation: generation - 1 });
      await keys().advance(context);
    }
    if (!hadFirst) store.rows.shift();
  };
  return { kms, store, clock, keys, process, addGeneration };
}
