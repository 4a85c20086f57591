export const phoneRegistrations = ["self", "pre-registered"] as const;
export type PhoneRegistration = (typeof phoneRegistrations)[number];

/** A name that apps and messages can show; a colon would end the name in a key URI. */
export const issuerNamePattern = /^[^\p{Cc}\p{Cf}:]*$/u;
