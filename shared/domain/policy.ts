import type { FactorType } from "./account.ts";

export const phoneRegistrations = ["self", "pre-registered"] as const;
export type PhoneRegistration = (typeof phoneRegistrations)[number];

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
