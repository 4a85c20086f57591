import { createHmac } from "node:crypto";
import type { Sealed } from "../account/factor.ts";
import type { Vault, VaultContext } from "../ports/vault.ts";
import { bind } from "./binding.ts";
import type { DataKeys } from "./data-keys.ts";
import { generationOf, openWith, sealWith } from "./sealed-value.ts";

const bound =
  ({ tenant, purpose, about }: VaultContext) =>
  (last: Uint8Array): Uint8Array =>
    bind([tenant, purpose, ...about, last]);

/** The newest generation of a data key seals, the one that a value names opens it, the first makes all keyed hashes. */
export function vault(keys: DataKeys): Vault {
  const sealAs = async (generation: number, context: VaultContext, plain: Uint8Array): Promise<Sealed> =>
    sealWith((await keys.find(context, generation)).seal, generation, bound(context), plain);

  const open = async (context: VaultContext, sealed: Sealed): Promise<Uint8Array> => {
    const key = await keys.find(context, generationOf(sealed));
    return openWith(key.seal, bound(context), sealed);
  };

  const resealNow = async (context: VaultContext, sealed: Sealed): Promise<Sealed | null> => {
    const newest = await keys.newest(context);
    return generationOf(sealed) < newest ? sealAs(newest, context, await open(context, sealed)) : null;
  };

  return {
    open,
    seal: async (context, plain) => sealAs(await keys.newest(context), context, plain),
    reseal: async (context, sealed) => resealNow(context, sealed).catch(() => null),
    async mac(context, bytes) {
      const key = await keys.first(context);
      return new Uint8Array(createHmac("sha256", key.mac).update(bound(context)(bytes)).digest());
    },
  };
}
