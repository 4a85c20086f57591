import type { Instant } from "./instant.ts";

/** What a wrong code is counted against. `enrollment` is the confirmation of a factor that is still pending. */
export const methods = ["totp", "sms", "backup_code", "enrollment"] as const;
export type Method = (typeof methods)[number];

export interface Budget {
  /** Wrong codes in a row. */
  readonly failures: number;
  readonly lockedUntil: Instant;
}

export type Guesses = Readonly<Record<Method, Budget>> & {
  /** Wrong codes over all methods since `since`; no success resets it. */
  readonly day: { readonly since: Instant; readonly count: number };
};

export const unused: Budget = { failures: 0, lockedUntil: 0 };
export const noGuesses: Guesses = {
  totp: unused,
  sms: unused,
  backup_code: unused,
  enrollment: unused,
  day: { since: 0, count: 0 },
};
