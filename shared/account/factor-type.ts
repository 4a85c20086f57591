export const factorTypes = ["totp", "sms"] as const;
export type FactorType = (typeof factorTypes)[number];
