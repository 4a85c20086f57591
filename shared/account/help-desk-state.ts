import type { Instant } from "./instant.ts";

/** Acts of an admin that wait for a second person where the policy asks for two. */
export const approvalActions = ["reset", "bypass_code", "reopen", "phone", "phones", "requirement", "policy"] as const;
export type ApprovalAction = (typeof approvalActions)[number];

/** One login of a user who cannot use a factor today, as support issued it. Kept as a backup code is, with a salt of its own. */
export interface BypassCode {
  readonly until: Instant;
  readonly salt: Uint8Array;
  readonly digest: Uint8Array;
  readonly used: boolean;
}

export const callerChannels = ["phone", "email"] as const;
export type CallerChannel = (typeof callerChannels)[number];

/** Two words that a caller was sent, and how many times that was done in a day. */
export interface CallerCheck {
  readonly day: { readonly since: Instant; readonly count: number };
  /** Null: they were right, or wrong too often. */
  readonly words: {
    readonly by: CallerChannel;
    readonly mac: Uint8Array;
    readonly until: Instant;
    readonly wrong: number;
  } | null;
}
