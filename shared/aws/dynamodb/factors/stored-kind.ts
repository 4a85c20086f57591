import * as z from "zod";
import type { KnownFactor } from "../../../account/factor.ts";
import { instant, storedId } from "../stored-kinds.ts";

/** The letters that a factor of every type has, in every release: i id, l label, c createdAt, a activeSince, p preferred, z disabled, v pending by a recovery. */
export const baseShape = {
  i: storedId,
  l: z.string(),
  c: instant,
  a: instant.nullable().default(null),
  p: z.boolean().default(false),
  z: z.literal(true).optional(),
  v: z.literal(true).optional(),
};

type BaseFields = "id" | "label" | "createdAt" | "activeSince" | "preferred" | "disabled" | "recovers" | "newer";

/** The stored shape of one factor type, besides the letters of all. */
export interface StoredKind<F extends KnownFactor, S extends z.ZodRawShape> {
  readonly shape: S;
  toItem(factor: F): z.input<z.ZodObject<S>>;
  fromItem(stored: z.output<z.ZodObject<S>>): Omit<F, BaseFields>;
}
