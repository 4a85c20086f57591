import { createHmac } from "node:crypto";
import type { Sealed } from "../account/factor.ts";
import { type Purpose, purposes, type Vault, type VaultContext } from "../ports/vault.ts";
import type { DataKeys } from "./data-keys.ts";
import { bind, generationOf, openWith, sealWith } from "./sealed-value.ts";

const bound =
  ({ tenant, purpose, about }: VaultContext) =>
  (last: Uint8Array): Uint8Array =>
    bind([tenant, purpose, ...about, last]);

/** The newest generation of a data key seals, the one that a value names opens it, the first makes all keyed hashes. */
export function vault(keys: DataKeys, makes: readonly Purpose[] = purposes): Vault {
  const sealAs = async (generation: number, context: VaultContext, plain: Uint8Array): Promise<Sealed> =>
    sealWith((await keys.find(context, generation)).seal, generation, bound(context), plain);

  const open = async (context: VaultContext, sealed: Sealed): Promise<Uint8Array> => {
    const key = await keys.find(context, generationOf(sealed));
    return openWith(key.seal, bound(context), sealed);
  };

  const resealNow = async (context: VaultContext, sealed: Sealed): Promise<Sealed | null> => {
    const newest = await keys.newest(context, makes.includes(context.purpose));
    return generationOf(sealed) < newest ? sealAs(newest, context, await open(context, sealed)) : null;
  };

  return {
    open,
    seal: async (context, plain) => sealAs(await keys.newest(context, makes.includes(context.purpose)), context, plain),
    reseal: async (context, sealed) => resealNow(context, sealed).catch(() => null),
    async mac(context, bytes) {
      const key = await keys.first(context, makes.includes(context.purpose));
      return new Uint8Array(createHmac("sha256", key.mac).update(bound(context)(bytes)).digest());
    },
    limitedTo: (fewer) => vault(keys, fewer),
  };
}
