import type { KeyUse } from "../ports/vault.ts";

/** Resources that a step may use: its function's permissions come from here. */
export interface Touches {
  readonly account?: "read" | "write";
  readonly challenges?: "read" | "write";
  /** The items of passkeys. */
  readonly credentials?: "read" | "write";
  readonly policy?: "read" | "write";
  readonly activity?: "read";
  readonly limits?: "claim";
  /** Cells of the watch on pumping, and bills of SMS. */
  readonly traffic?: "read" | "list" | "write";
  readonly signingKeys?: "use";
  readonly sms?: "send";
  /**
   * Data keys by purpose. `make`: writes what needs the key, so it makes the first one, and the next when that is too old. `use`: works
   * with what is there, so that no read makes a key and no role of theirs can put one in its place.
   */
  readonly vault: KeyUse;
}
