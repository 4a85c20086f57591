import { codeTypes, factorTypes } from "./factor.ts";
import type { Instant } from "./instant.ts";

/** The ways to complete a login, as answers, events and the activity name them. */
export const loginMethods = [...factorTypes, "backup_code", "bypass_code"] as const;
export type LoginMethod = (typeof loginMethods)[number];

/** Methods that an admin can reopen. `enrollment` is the confirmation of a factor that is still pending. */
export const closableMethods = [...codeTypes, "backup_code", "enrollment"] as const;
/** Budgets that a wrong code counts against. */
export const methods = [...closableMethods, "bypass_code"] as const;
export type Method = (typeof methods)[number];

/** The budget of each way to complete a login. Null: nothing can be guessed, so nothing is counted. */
export const budgetOf = {
  totp: "totp",
  sms: "sms",
  passkey: null,
  backup_code: "backup_code",
  bypass_code: "bypass_code",
} as const satisfies Record<LoginMethod, Method | null>;

/**
 * Consequences of a method's wrong codes beside the waits: whether they disable it, and whether they count in the day's and the slow
 * budget. A pending factor guards nothing yet, and waits of an hour stop any guessing. A bypass code has 55 bits and lives a day: a thief
 * of the password must not end what support has issued, and reaches nothing else with it.
 */
export const wrongCodes = {
  totp: { disable: true, spend: true },
  sms: { disable: true, spend: true },
  backup_code: { disable: true, spend: true },
  enrollment: { disable: false, spend: true },
  bypass_code: { disable: false, spend: false },
} as const satisfies Record<Method, { readonly disable: boolean; readonly spend: boolean }>;

export interface Budget {
  /** Wrong codes in a row. */
  readonly failures: number;
  readonly lockedUntil: Instant;
  /** Codes compared by wrong guesses since the instant; no success resets it. Absent: none. */
  readonly slow?: SlowBudget;
  /** When wrong codes closed the method, and when it was reopened. Absent: never. */
  readonly closing?: Closing;
}

/** Stands for the id of a link that a write brings about, until the edge gives it one. */
export const dueLink = "";

export interface SlowBudget {
  readonly since: Instant;
  readonly compared: number;
  /** Wrong codes that a reopening allows beyond the budget. Absent: none. */
  readonly extra?: number;
}

/** Facts that decide whether a method may be reopened, and how far. No success forgets them. */
export interface Closing {
  /** The last wrong code that disabled the method or spent its slow budget: a newer password reopens it. 0: none did. */
  readonly closedAt: Instant;
  /** The last reopening, those by admins apart. 0: never. */
  readonly reopenedAt: Instant;
  /** Reopened, and no right code since: few wrong ones disable it again. */
  readonly onTrial: boolean;
  /** The id of the link in the notice that tells of it. Absent: none was sent. */
  readonly link?: string;
}

export type Guesses = Readonly<Record<Method, Budget>> & {
  /** Wrong codes over all methods since `since`; no success resets it. */
  readonly day: { readonly since: Instant; readonly count: number };
  /** Wrong codes at logins since the last right one. Absent: none. */
  readonly failedSinceLogin?: number;
  /** When wrong codes last closed a method of logins, for a while or for good. Absent: never. */
  readonly lockedAt?: Instant;
  /** Budgets of methods that only a newer release knows. */
  readonly newer?: Readonly<Record<string, unknown>>;
};

export const unused: Budget = { failures: 0, lockedUntil: 0 };

/** The same value for each method. */
export const forEachMethod = <T>(value: T): Readonly<Record<Method, T>> =>
  Object.fromEntries(methods.map((method) => [method, value])) as Record<Method, T>;

export const noGuesses: Guesses = { ...forEachMethod(unused), day: { since: 0, count: 0 } };
