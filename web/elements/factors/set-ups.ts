import type { TemplateResult } from "lit";
import type { Enrolled, FactorType } from "../api.ts";
import type { EnrollInput, PickState, SetUpBase, SetUpContext, SetUpFlow } from "../method/set-up.ts";
import { type KeyMessage, type KeyState, passkeySetUp } from "./passkey/set-up.ts";
import { type PhoneState, type SentState, type SmsMessage, smsSetUp } from "./sms/set-up.ts";
import { type ScanState, totpSetUp } from "./totp/set-up.ts";

interface States {
  readonly passkey: KeyState;
  readonly totp: ScanState;
  readonly sms: PhoneState | SentState;
}
interface Messages {
  readonly passkey: KeyMessage;
  readonly totp: never;
  readonly sms: SmsMessage;
}

export type SetUpState = States[FactorType];
export type FactorMessage = Messages[FactorType];

const flows: { readonly [T in FactorType]: SetUpFlow<States[T], Messages[T]> } = {
  passkey: passkeySetUp,
  totp: totpSetUp,
  sms: smsSetUp,
};

export const startSetUp = (type: FactorType, base: SetUpBase): SetUpState | PickState => flows[type].start(base);

export const setUpBegun = (
  type: FactorType,
  base: SetUpBase,
  data: Enrolled,
  now: number,
  input: EnrollInput,
): SetUpState | null => flows[type].enrolled(base, data, now, input);

export const updateSetUp = <T extends FactorType>(type: T, state: States[T], message: Messages[T]): SetUpState =>
  flows[type].update(state, message);

export const setUpView = <T extends FactorType>(
  type: T,
  state: States[T],
  context: SetUpContext<Messages[T]>,
): TemplateResult => flows[type].view(state, context);
