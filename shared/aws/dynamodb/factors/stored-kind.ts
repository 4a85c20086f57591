import * as z from "zod/mini";
import type { KnownFactor } from "../../../account/factor.ts";
import { instant, storedId } from "../stored-kinds.ts";

/** The letters that a factor of every type has, in every release: i id, l label, c createdAt, a activeSince, p preferred, z disabled, v pending by a recovery. */
export const baseShape = {
  i: storedId,
  l: z.string(),
  c: instant,
  a: z._default(z.nullable(instant), null),
  p: z._default(z.boolean(), false),
  z: z.optional(z.literal(true)),
  v: z.optional(z.literal(true)),
};

type BaseFields = "id" | "label" | "createdAt" | "activeSince" | "preferred" | "disabled" | "recovers" | "newer";

/** The stored shape of one factor type, besides the letters of all. */
export interface StoredKind<F extends KnownFactor, S extends z.core.$ZodShape> {
  readonly shape: S;
  toItem(factor: F): z.input<z.ZodMiniObject<S>>;
  fromItem(stored: z.output<z.ZodMiniObject<S>>): Omit<F, BaseFields>;
}
