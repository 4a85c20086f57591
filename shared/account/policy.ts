import type { FactorType } from "./factor-type.ts";

export const phoneRegistrations = ["self", "pre-registered"] as const;
export type PhoneRegistration = (typeof phoneRegistrations)[number];

/** What apps and messages can show as a name; a colon would end the name in a key URI. */
export const issuerNamePattern = /^[^\p{Cc}\p{Cf}:]*$/u;

/** What an organisation asks of its users' second factor. */
export interface Policy {
  readonly required: boolean;
  readonly factorTypes: readonly FactorType[];
  readonly phoneRegistration: PhoneRegistration;
  /** ISO 3166-1 alpha-2. */
  readonly smsCountries: readonly string[];
  /** The name that an authenticator app and an SMS show. */
  readonly issuerName: string;
  readonly recoveryHelp: string | null;
  /** 0: never written, the deployment's defaults. */
  readonly version: number;
}
