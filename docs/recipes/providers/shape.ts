/** Instants of the examples, in seconds. Tests move them to their own present. */
export const present = 1_800_000_000;
export const iat = present - 5;
export const exp = present + 3595;
export const password = present - 60;

/** A provider's token in its real shape (ids shortened), the entry that reads it, and the user that it means. */
export interface Provider {
  /** The settings entry, without `id`, keys and algorithms. */
  readonly entry: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly header?: object;
  readonly means: object;
  /** Advice for whoever sets it up. */
  readonly notes: readonly string[];
}
