import * as z from "zod/mini";

/** Kinds of stored values. Everything that comes out of the table is checked: an unknown state is a refusal. */
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "is not binary");
export const storedId = z.union([z.string(), bytes]);
export const instant = z.number();
export const count = z.int().check(z.minimum(0));
