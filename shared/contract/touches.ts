import type { KeyUse } from "../ports/vault.ts";

/** Resources that a step may use: its function's permissions come from here. */
export interface Touches {
  readonly account?: "read" | "write";
  readonly challenges?: "read" | "write";
  /** The items of passkeys. */
  readonly credentials?: "read" | "write";
  /** `ask` puts new ones that are not there yet, `list` reads them all, `decide` reads one and ends it. */
  readonly approvals?: "ask" | "list" | "decide";
  /** `history`: earlier versions too. */
  readonly policy?: "read" | "history" | "write";
  readonly activity?: "read" | "organisation";
  /** Many users at once: their accounts, and who they are. */
  readonly people?: "read";
  /** An admin's act: who it was is put down first. */
  readonly actor?: "name";
  readonly limits?: "claim";
  /** Cells of the watch on pumping, and bills of SMS. */
  readonly traffic?: "read" | "list" | "write";
  readonly signingKeys?: "use";
  readonly sms?: "send";
  readonly mail?: "send";
  /**
   * Data keys by purpose. `make`: writes what needs the key, so it makes the first one, and the next when that is too old. `use`: works
   * with what is there, so that no read makes a key and no role of theirs can put one in its place.
   */
  readonly vault: KeyUse;
}

/** For steps that may be the first to need a signing key; `verify` comes after a login or a set-up. */
export const signing = { signing: "make", publicKeys: "make" } as const;
