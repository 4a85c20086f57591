import { addCosts, type Circumstances, type Cost, costOfMillion } from "../cost.ts";
import type { CountedStep } from "./counted-work.ts";

export interface LoginCost {
  readonly login: string;
  readonly calls: readonly string[];
  /** USD for a million of them. */
  readonly cost: Cost;
}

const offBus = "logins kept off the bus";
export const codeAlone = "TOTP, the code alone";
export const codeAloneOffBus = `${codeAlone}, ${offBus}`;
/** Calls of a login of each kind; an SMS login sends its message in the decision, which counts as a send here. */
const logins = {
  [codeAlone]: ["verifyTotp"],
  [codeAloneOffBus]: ["verifyTotp"],
  "TOTP, with the decision before it": ["login", "verifyTotp"],
  "Backup code, with the decision": ["login", "verifyBackupCode"],
  "SMS, with the decision that sends it, without the message's price": ["sendSms", "verifySms"],
} as const;

/** From the measured units and times of the warm steps, and the refills of the cold ones. */
export const loginCosts = (steps: readonly CountedStep[]): readonly LoginCost[] =>
  Object.entries(logins).map(([login, calls]) => ({
    login,
    calls,
    cost: addCosts(calls.map((call) => costOf(steps, call, { onBus: !login.endsWith(offBus) }))),
  }));

/** USD for a million calls of a counted step. */
export function costOf(steps: readonly CountedStep[], name: string, circumstances: Circumstances = {}): Cost {
  const found = steps.find(({ step }) => step === name);
  if (found === undefined) throw new Error(`${name} was not counted`);
  const { warm, cold, millis } = found;
  return costOfMillion(
    { ...warm, millis: millis.median },
    { readUnits: cold.readUnits - warm.readUnits, kms: cold.kms - warm.kms },
    circumstances,
  );
}
