import { type AuthenticatorAccount, accountOf } from "./totp.ts";

const place = "test-aid-authenticator";

/** The keys stay in this browser, as they would in a phone: the local run keeps its users over a restart too. */
export function readAccounts(): readonly AuthenticatorAccount[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isAccount) : [];
  } catch {
    return [];
  }
}

export function storeAccounts(accounts: readonly AuthenticatorAccount[]): void {
  localStorage.setItem(place, JSON.stringify(accounts));
}

const isAccount = (value: unknown): value is AuthenticatorAccount =>
  typeof value === "object" &&
  value !== null &&
  "label" in value &&
  typeof value.label === "string" &&
  "key" in value &&
  typeof value.key === "string" &&
  accountOf(value.key) !== null;
