import type { Challenge, TroubleCode } from "../../api.ts";
import type { CodeState, SetUpBase } from "../../method/set-up.ts";

export interface PhoneState extends SetUpBase {
  readonly type: "sms";
  readonly view: "phone";
  readonly text: string;
  readonly error: TroubleCode | "shape" | null;
}

export interface SentState extends CodeState {
  readonly type: "sms";
  readonly view: "text";
  readonly challenge: Challenge;
  /** An instant of this device's clock. */
  readonly resendAt: number;
}

export type SmsMessage =
  | { readonly type: "another-number" }
  | { readonly type: "phone-typed"; readonly text: string }
  | { readonly type: "phone-submitted" }
  | { readonly type: "resend"; readonly now: number }
  | { readonly type: "resent"; readonly challenge: Challenge; readonly now: number };
