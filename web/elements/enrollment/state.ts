import type { Challenge, Confirmed, EnrollmentOffer, Enrolled, FactorType, Problem, TroubleCode } from "../api.ts";
import type { CodeEntry } from "../code/code-entry.ts";

export type EnrollmentRequest =
  | { readonly call: "enroll"; readonly type: "totp" }
  | { readonly call: "enroll"; readonly type: "sms"; readonly phoneNumber: string | null }
  | { readonly call: "confirm"; readonly factorId: string; readonly code: string }
  | { readonly call: "resend"; readonly factorId: string };

type Secret = Extract<Enrolled, { secret: string }>;

export interface Common {
  readonly offer: EnrollmentOffer;
  readonly request: EnrollmentRequest | null;
  /** What a call said that is not about the code; with the call to repeat. */
  readonly trouble: { readonly code: TroubleCode; readonly until: number | null } | null;
}

interface Received {
  readonly confirmed: Confirmed;
  /** When, by this device's clock: the assertion's life is counted from here. */
  readonly receivedAt: number;
}

export interface ScanState extends Common {
  readonly view: "scan";
  readonly setUp: Pick<Secret, "secret" | "uri" | "qrCode">;
  readonly factorId: string;
  readonly entry: CodeEntry;
}
export interface TextState extends Common {
  readonly view: "text";
  readonly factorId: string;
  readonly challenge: Challenge;
  /** Instants of this device's clock. */
  readonly resendAt: number;
  readonly entry: CodeEntry;
}
export interface PhoneState extends Common {
  readonly view: "phone";
  readonly text: string;
  readonly error: TroubleCode | "shape" | null;
}
export type EnrollmentState =
  | (Common & { readonly view: "pick" })
  /** The organization registers phones, and has not registered this one. */
  | (Common & { readonly view: "none" })
  | PhoneState
  | ScanState
  | TextState
  | (Common & Received & { readonly view: "codes"; readonly codes: readonly string[] })
  | (Common & Received & { readonly view: "done" });

export type EnrollmentMessage =
  | { readonly type: "pick"; readonly factorType: FactorType }
  | { readonly type: "another-number" }
  | { readonly type: "pick-again" }
  | { readonly type: "phone-typed"; readonly text: string }
  | { readonly type: "phone-submitted" }
  | { readonly type: "typed"; readonly text: string; readonly now: number }
  | { readonly type: "submitted"; readonly now: number }
  | { readonly type: "resend"; readonly now: number }
  | { readonly type: "start-again" }
  | { readonly type: "codes-saved" }
  | { readonly type: "enrolled"; readonly data: Enrolled; readonly now: number }
  | { readonly type: "resent"; readonly challenge: Challenge; readonly now: number }
  | { readonly type: "confirmed"; readonly data: Confirmed; readonly now: number }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };
