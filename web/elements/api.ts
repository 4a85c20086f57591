import type { Data, Input, Offline, Problem as Refusal, Unexpected } from "../../client/src/index.ts";

export { createClient } from "../../client/src/index.ts";
export type { Client, Data, Result } from "../../client/src/index.ts";

/** A call that the service gave no answer to that this page knows. */
type Failure = Offline | Unexpected;

/** A call that came to nothing. Where the host's own `token` cannot reach its server, `fetch` rejects with a TypeError. */
export const failureOf = (error: unknown): Failure =>
  error instanceof TypeError || !navigator.onLine
    ? { code: "offline", detail: "" }
    : { code: "unexpected", detail: "", status: 0 };

/** A refusal, or a failure that needs no sentence in English: the pages have texts of their own. */
export type Problem = Exclude<Refusal, Failure> | Omit<Offline, "detail"> | Omit<Unexpected, "detail">;

/** Every way in which a call can go wrong: each has its text among the `problems`. */
export type TroubleCode = Problem["code"];

/** The types that this page knows; the compiler asks for a row in `factors/` for each. */
export type FactorType = Input<"enrollFactor">["type"];

/** Answers may name types, methods and events that are newer than this page: they are open strings here. */
type Open<T, Key extends keyof T> = Omit<T, Key> & { readonly [K in Key]: string };

type Decision = Data<"login">;
type ChallengeAnswer = Extract<Decision, { decision: "challenge" }>;
type EnrollAnswer = Extract<Decision, { decision: "enroll" }>;
export type OfferedFactor = Open<ChallengeAnswer["factors"][number], "type">;
export type ChallengeDecision = Omit<ChallengeAnswer, "factors"> & { readonly factors: readonly OfferedFactor[] };
export type EnrollmentOffer = Omit<EnrollAnswer["enrollment"], "factorTypes"> & {
  readonly factorTypes: readonly string[];
};
export type LoginDecision =
  | Extract<Decision, { decision: "allow" }>
  | ChallengeDecision
  | (Omit<EnrollAnswer, "enrollment"> & { readonly enrollment: EnrollmentOffer });
export type Challenge = Data<"sendSms">["challenge"];
/** The fate of an SMS or a call, as far as its provider tells. */
export type Delivery = Data<"smsDelivery">["delivery"];
export type Enrolled = Data<"enrollFactor">;

/** How a recovery stands; only the calls of the recovery itself tell where its code went. */
export type RecoveryUnderWay = NonNullable<Data<"getRecovery">["recovery"]>;

/** For the browser's ceremonies (WebAuthn Level 3 sections 5.1.8 to 5.1.10). */
export type RequestOptions = NonNullable<ChallengeAnswer["publicKey"]>;
export type CreationOptions = Extract<Enrolled, { publicKey: unknown }>["publicKey"];

/** The tokens that a right code brings. */
export interface Earned {
  /** For the app's own server. */
  readonly assertion: string;
  /** For the service, in memory only; null where the app's logins bring none. */
  readonly accessToken: string | null;
  /** The earlier end of the two. */
  readonly expiresAt: string;
}

/** The first factor's confirmation completes a login; a further one's brings only the factor. */
export type FirstConfirmed = Earned & { readonly factor: Factor; readonly backupCodes: readonly string[] };
export type Confirmed = FirstConfirmed | { readonly factor: Factor };

type ListedFactors = Data<"listFactors">;
export type Factor = Open<ListedFactors["factors"][number], "type">;
export type TwoFactor = Omit<ListedFactors, "factors" | "policy"> & {
  readonly factors: readonly Factor[];
  readonly policy: Omit<ListedFactors["policy"], "factorTypes"> & { readonly factorTypes: readonly string[] };
};
/** A credential as the browser made it. */
export type NewCredential = Extract<Input<"confirmFactor">, { credential: unknown }>["credential"];

/** For the browser's Signal API. */
export type KnownPasskeys = NonNullable<ListedFactors["passkeys"]>;
export type NewCodes = Data<"regenerateBackupCodes">;

type EventAnswer = Data<"listActivity">["events"][number];
/** The types that this page has a text for. */
export type EventType = EventAnswer["type"];
export type ActivityEvent = Open<EventAnswer, "type">;
export interface ActivityPage {
  readonly events: readonly ActivityEvent[];
  readonly cursor: string | null;
}

export type Policy = Omit<Data<"adminGetPolicy">, "factorTypes"> & {
  readonly factorTypes: readonly string[];
};
/** A method with wrong codes of its own, as an admin opens it again. */
export type ClosableMethod = Input<"adminReopenMethod">["method"];
export type AdminUser = Omit<Data<"adminGetUser">, "factors"> & { readonly factors: readonly Factor[] };

/** The end of a login. */
export interface Completed extends Earned {
  /** Null: no second step was needed. */
  readonly method: string | null;
  /** Wrong codes since the login before. */
  readonly failedSinceLastLogin: number;
  /** After a backup code: how many are left. */
  readonly backupCodesLeft?: number;
}
