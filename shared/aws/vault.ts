import { createHmac } from "node:crypto";
import type { Vault, VaultContext } from "../ports.ts";
import { bind } from "./binding.ts";
import type { DataKeys } from "./data-keys.ts";
import { generationOf, openWith, sealWith } from "./sealed-value.ts";

const bound =
  ({ tenant, purpose, about }: VaultContext) =>
  (last: Uint8Array): Uint8Array =>
    bind([tenant, purpose, ...about, last]);

/** The newest generation of a data key seals, the one that a value names opens it, the first makes all keyed hashes. */
export const vault = (keys: DataKeys): Vault => ({
  async seal(context, plain) {
    const generation = await keys.newest(context);
    const key = await keys.find(context, generation);
    return sealWith(key.seal, generation, bound(context), plain);
  },

  async open(context, sealed) {
    const key = await keys.find(context, generationOf(sealed));
    return openWith(key.seal, bound(context), sealed);
  },

  async mac(context, bytes) {
    const key = await keys.first(context);
    return new Uint8Array(createHmac("sha256", key.mac).update(bound(context)(bytes)).digest());
  },
});
