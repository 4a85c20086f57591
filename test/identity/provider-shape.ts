import { seconds } from "./world.ts";

/** Each provider's token in its real shape (ids shortened), with the entry that reads it, and the user that it means. */
export const iat = seconds - 5;
export const exp = seconds + 3595;
export const password = seconds - 60;

export interface Provider {
  readonly entry: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly header?: object;
  readonly means: object;
}
