/** `report`: decided as with `off`, and the login's answer tells where `on` would decide otherwise. From the laxest to the strictest. */
export const enforcements = ["off", "report", "on"] as const;
export type Enforcement = (typeof enforcements)[number];
export const mostGraceDays = 90;

/** From the laxest to the strictest. */
export const phoneRegistrations = ["self", "pre-registered"] as const;
export type PhoneRegistration = (typeof phoneRegistrations)[number];

/** Whether passkeys may be registered, and of which kind. Those that exist go on working. */
export const passkeyAllowances = ["off", "any", "device-bound"] as const;
export const userVerifications = ["preferred", "required", "discouraged"] as const;
/** Whether codes of apps and phones still complete the login of a user who has passkeys. */
export const downgrades = ["allow", "refuse"] as const;

/** People that it takes to go around a user's second factor, or to make the policy less strict. From the laxest to the strictest. */
export const resetApprovals = ["one", "two"] as const;
export type ResetApproval = (typeof resetApprovals)[number];

export interface PasskeyPolicy {
  readonly allowed: (typeof passkeyAllowances)[number];
  readonly userVerification: (typeof userVerifications)[number];
  readonly downgrade: (typeof downgrades)[number];
}
/** NIST SP 800-63B-4 appendix B: verifiers indicate that user verification is preferred. */
export const defaultPasskeys: PasskeyPolicy = { allowed: "any", userVerification: "preferred", downgrade: "allow" };

const joined = "[\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F]";
/** ZWNJ and ZWJ where they change what is seen: between letters, marks and emoji. */
export const joiner = `(?<=${joined})[\\u200C\\u200D](?=${joined})`;

/** A name that apps and messages can show; a colon would end the name in a key URI. */
export const issuerNamePattern = new RegExp(`^(?:[^\\p{Cc}\\p{Cf}:]|${joiner})*$`, "u");

/** Whether users who lost everything may set up afresh by password and mailbox, after a delay. */
export const recoveryModes = ["off", "delay", "delay-and-approval"] as const;
export interface RecoveryTerms {
  readonly mode: (typeof recoveryModes)[number];
  readonly delayHours: number;
}
export const delayHours = { least: 24, most: 336 } as const;
export const defaultRecovery: RecoveryTerms = { mode: "off", delayHours: 72 };
