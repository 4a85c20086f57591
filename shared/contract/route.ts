import type * as z from "zod/mini";
import type { Level } from "../account/step-up.ts";
import type { ProblemCode } from "./problems.ts";
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

/** Proof that the caller must bring. docs/api.md has the table, generated from the law in shared/account/step-up.ts. */
export type Access = "public" | Level;

/** Header by which a call shows that it came through the edge. */
export const originSecretHeader = "x-origin-secret";

/** The part of a row without schemas. */
export type RouteFacts = Omit<Route, "params" | "query" | "body" | "answer" | "otherAnswers">;

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** The file under functions/, without its ending. */
  readonly function: string;
  readonly access: Access;
  /** The factor named in the path needs no proof of itself. */
  readonly exemptsNamedFactor?: true;
  /** A first set-up that the organisation requires may do without the time of the password, where the issuer's entry says so. */
  readonly beginsEnrollment?: true;
  /** A change of the second factor that waits while the account is frozen. */
  readonly waitsWhileFrozen?: true;
  readonly summary: string;
  readonly params?: z.ZodMiniObject;
  readonly query?: z.ZodMiniObject;
  readonly body?: z.ZodMiniType;
  readonly status: 200 | 201 | 202 | 204;
  /** Null: no body. */
  readonly answer: z.ZodMiniType | null;
  /** Answers with another status. */
  readonly otherAnswers?: { readonly [Status in 201 | 202 | 204]?: z.ZodMiniType | null };
  /** The answer is a page and not JSON. */
  readonly page?: true;
  /** Also answered as a text file if the caller accepts text/plain. */
  readonly textFile?: string;
  /** Seconds; everything else is no-store. */
  readonly cacheSeconds?: number;
  /** Besides those that every call can meet. */
  readonly problems: readonly ProblemCode[];
  readonly touches: Touches;
}
