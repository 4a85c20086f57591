import type * as z from "zod/mini";
import type { Level } from "../account/step-up.ts";
import type { ProblemCode } from "./problems.ts";
import type { Touches } from "./touches.ts";

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
