import type { Account } from "./account.ts";
import type { EventDraft } from "./events.ts";
import type { Rules } from "./rules.ts";
import type { Instant } from "./instant.ts";
import type { LoginMethod, Method } from "./guess-budget.ts";

/** The present, as a decision sees it. */
export interface At {
  readonly now: Instant;
  readonly rules: Rules;
}

/**
 * Why a command was refused: the one way to say "no" below the edge, which makes a problem of it.
 * `retryAt`: the instant from which the same call can succeed. `maxAge`: how old the password entry may be (seconds), null if its age is fine.
 */
export type Refusal =
  | { readonly code: "unauthenticated" }
  | { readonly code: "password_time_unknown" }
  | {
      readonly code: "insufficient_user_authentication";
      readonly needsFactor: boolean;
      readonly maxAge: number | null;
      /** The only ones that prove enough; absent: any. */
      readonly methods?: readonly LoginMethod[];
    }
  | {
      readonly code: "invalid_code";
      readonly attemptsRemaining: number;
      readonly retryAt: Instant | null;
      /** At the set-up of an app: the phone's clock is so many minutes fast; negative: slow. */
      readonly clockMinutes?: number;
    }
  /** `isConfirmed`: the factor is active, so no code was looked at. */
  | { readonly code: "code_already_used"; readonly isConfirmed?: true }
  | { readonly code: "challenge_expired" }
  | { readonly code: "enrollment_expired" }
  | { readonly code: "not_enrolled" }
  | { readonly code: "no_sms_factor" }
  | { readonly code: "no_channel" }
  | { readonly code: "too_many_attempts"; readonly retryAt: Instant }
  | { readonly code: "method_disabled"; readonly method: Method }
  | { readonly code: "account_frozen"; readonly retryAt: Instant }
  | { readonly code: "sms_limit_reached"; readonly retryAt: Instant }
  | { readonly code: "sms_delivery_failed" }
  | { readonly code: "factor_not_found" }
  | { readonly code: "too_many_factors" }
  | { readonly code: "two_factor_required" }
  | { readonly code: "factor_type_not_allowed" }
  | { readonly code: "phone_not_pre_registered" }
  | { readonly code: "passkey_refused"; readonly reason: PasskeyFault }
  /** Without rpId and credentialId where the browser must not hide the passkey: an undo needs it. */
  | { readonly code: "unknown_passkey"; readonly rpId?: string; readonly credentialId?: string }
  | { readonly code: "passkey_already_registered" }
  | { readonly code: "method_not_allowed_here" }
  | { readonly code: "recovery_not_offered" }
  /** `readyAt`: null while no delay runs. */
  | { readonly code: "recovery_not_ready"; readonly readyAt: Instant | null }
  | { readonly code: "invalid_phone_number" }
  | { readonly code: "country_not_allowed" }
  | { readonly code: "invalid_request"; readonly errors: readonly FieldError[] }
  | { readonly code: "busy" };

/** Why a passkey's answer is refused, as problems name it. */
export const passkeyFaults = [
  "origin",
  "rp_id",
  "user_presence",
  "user_verification",
  "signature",
  "algorithm",
  "synced",
  "cross_origin",
  "malformed",
  "counter",
] as const;
export type PasskeyFault = (typeof passkeyFaults)[number];

/** A field of the request that cannot be taken, by its path in the body or query. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}
export type Outcome<T> = ({ readonly ok: true } & T) | Refused;

/** A decision: what to write, if anything, and what to answer. A refusal may have to be written too (a wrong guess is counted). */
export interface Decision<T> {
  readonly write?: {
    readonly account: Account;
    readonly event?: EventDraft;
    /** Events of the same write beside `event`. */
    readonly also?: readonly EventDraft[];
  };
  readonly outcome: Outcome<T>;
}

export const refused = (refusal: Refusal): Refused => ({ ok: false, refusal });
export const refuse = (refusal: Refusal): Decision<never> => ({ outcome: refused(refusal) });

/** Ends of an act by a link: done now or by this very link before, over because nothing is left to do, or too late. */
export const linkEnds = ["done", "over", "expired"] as const;
export type LinkEnd = (typeof linkEnds)[number];
export interface LinkDone {
  readonly state: LinkEnd;
}
