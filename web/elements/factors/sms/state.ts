import type { Challenge, TroubleCode } from "../../api.ts";
import type { DeliveryTold } from "../../method/delivery.ts";
import type { Sent } from "../../method/kind.ts";
import type { CodeState, SetUpBase } from "../../method/set-up.ts";

export interface PhoneState extends SetUpBase {
  readonly type: "sms";
  readonly view: "phone";
  readonly text: string;
  /** Null: the page's guess. */
  readonly country: string | null;
  readonly error: TroubleCode | "shape" | null;
}

export interface SentState extends CodeState, Sent {
  readonly type: "sms";
  readonly view: "text";
  /** As it was typed: whoever waits for the code sees a slip in it. Null: the organization's, which is masked. */
  readonly number: string | null;
}

export type SmsMessage =
  | DeliveryTold
  | { readonly type: "another-number" }
  | { readonly type: "phone-typed"; readonly text: string }
  | { readonly type: "country-chosen"; readonly country: string }
  /** `country`: the one that the page shows. */
  | { readonly type: "phone-submitted"; readonly country: string }
  | { readonly type: "resend"; readonly now: number }
  | { readonly type: "resent"; readonly challenge: Challenge; readonly now: number };
