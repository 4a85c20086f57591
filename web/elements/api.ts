import type { Data, Problem } from "../../client/src/index.ts";

export { createClient } from "../../client/src/index.ts";
export type { Client, Problem, Result } from "../../client/src/index.ts";

/** Every way in which a call can go wrong: each has its text among the `problems`. */
export type TroubleCode = Problem["code"];

export type LoginDecision = Data<"login">;
type ChallengeDecision = Extract<LoginDecision, { decision: "challenge" }>;
export type OfferedFactor = ChallengeDecision["factors"][number];
export type EnrollmentOffer = Extract<LoginDecision, { decision: "enroll" }>["enrollment"];
export type Challenge = Data<"sendSms">["challenge"];
export type FactorType = OfferedFactor["type"];
export type Method = Data<"verify">["method"];
export type Enrolled = Data<"enrollFactor">;
export type Confirmed = Data<"confirmFactor">;

/** What ends a login: the assertion for the host's server, and what it was earned with. */
export interface Completed {
  readonly assertion: string;
  readonly expiresAt: string;
  /** Null: no second step was needed. */
  readonly method: Method | null;
}
