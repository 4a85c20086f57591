/** The release, as package.json says. */
export const serviceVersion = "0.2.0";

/** Facts that a requirement is judged by: settings, policy and issuers, nothing measured. */
export interface PostureFacts {
  readonly limits: { readonly disableAfterGuesses: number; readonly smsCodeSeconds: number };
  readonly noticesOn: boolean;
  readonly enforcement: string;
  readonly phishingResistantOffered: boolean;
  /** Why it is not offered. */
  readonly withoutPasskeys: string;
  readonly factorTypes: readonly string[];
  readonly recovery: string;
}

export interface Requirement {
  readonly id: string;
  readonly text: string;
  readonly isMet: (facts: PostureFacts) => boolean;
  readonly by: string;
  readonly why: (facts: PostureFacts) => string;
  /** The file of the test that holds it. */
  readonly test: string;
}

/** Met by how the service is built: no setting takes it away. */
const built = { isMet: () => true, why: () => "" };

/** OWASP ASVS 5.0 and NIST SP 800-63B-4, as far as they speak of the second step. */
export const requirements: readonly Requirement[] = [
  {
    id: "ASVS-5.0-6.3.3",
    text: "Everybody uses a second factor",
    isMet: ({ enforcement }) => enforcement === "on",
    by: "the policy requires a second factor of everybody",
    why: ({ enforcement }) => `the policy requires no second factor (enforcement ${enforcement})`,
    test: "test/stories/enforced-organisation.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-6.3.4",
    text: "No way to log in goes around the second step",
    by: "one decision for every login; what is unknown is refused",
    test: "test/http/access-levels.test.ts",
  },
  {
    id: "ASVS-5.0-6.3.7",
    text: "Users hear of changes of their authentication",
    isMet: ({ noticesOn }) => noticesOn,
    by: "e-mails of each change",
    why: () => "no sender of e-mails is set (mailFrom)",
    test: "test/stories/told-by-email.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-6.5.1",
    text: "Codes of SMS, apps and lists work once",
    by: "the write that redeems a code is conditional",
    test: "test/races/codes.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-6.5.2",
    text: "Codes of lists with little entropy are hashed with a salt",
    by: "salted scrypt over a keyed hash",
    test: "test/account/backup-codes.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-6.5.4",
    text: "Codes of lists and SMS have at least 20 bits",
    by: "six digits, twelve Crockford characters",
    test: "test/account/sms-code-distribution.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-6.5.5",
    text: "Codes of SMS live 10 minutes at most, those of apps 30 seconds and a step",
    by: "SMS_CODE_SECONDS and TOTP_WINDOW have these bounds",
    test: "test/account/rules.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-6.5.8",
    text: "Codes of apps are checked by the time of the service",
    by: "the clock of the service alone",
    test: "test/account/totp-code-works-once.test.ts",
  },
  {
    id: "ASVS-5.0-6.6.1",
    text: "No codes by SMS",
    isMet: ({ factorTypes }) => !factorTypes.includes("sms"),
    by: "the policy allows no phones",
    why: () => "the policy allows phones (factorTypes)",
    test: "test/account/policy-binds-enrollment.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-6.6.2",
    text: "A code of an SMS counts for the login that asked for it only",
    by: "a code belongs to one challenge of one user",
    test: "test/security/codes-of-others.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-6.6.3",
    text: "Guesses at codes are limited",
    by: "budgets in a row, a day and a month",
    test: "test/account/guess-budgets.test.ts",
  },
  {
    ...built,
    id: "ASVS-5.0-7.5.1",
    text: "A change of factors takes a full login",
    by: "an access token of the second step, and a fresh password",
    test: "test/http/access-levels.test.ts",
  },
  {
    id: "NIST-63B-4-2.2.2",
    text: "A phishing-resistant factor is offered",
    isMet: ({ phishingResistantOffered }) => phishingResistantOffered,
    by: "passkeys",
    why: ({ withoutPasskeys }) => withoutPasskeys,
    test: "test/stories/passkey-first.test.ts",
  },
  {
    ...built,
    id: "NIST-63B-4-2.2.3",
    text: "A remembered device is no second factor: it asks for the code again in time",
    by: "a remembered login says so (acr) and earns no access token",
    test: "test/security/remembered-devices.test.ts",
  },
  {
    id: "NIST-63B-4-3.1.3.2",
    text: "Codes by SMS live 10 minutes at most",
    isMet: ({ limits }) => limits.smsCodeSeconds <= 600,
    by: "SMS_CODE_SECONDS",
    why: () => "SMS_CODE_SECONDS is over 600",
    test: "test/account/rules.test.ts",
  },
  {
    ...built,
    id: "NIST-63B-4-3.2.1",
    text: "Physical authenticators and devices can be withdrawn",
    by: "users and admins remove factors and end devices",
    test: "test/stories/managing-factors.test.ts",
  },
  {
    id: "NIST-63B-4-3.2.2",
    text: "At most 100 wrong codes in a row",
    isMet: ({ limits }) => limits.disableAfterGuesses <= 100,
    by: "DISABLE_AFTER_GUESSES",
    why: () => "DISABLE_AFTER_GUESSES is over 100",
    test: "test/account/guess-budgets.test.ts",
  },
  {
    id: "NIST-63B-4-3.2.9",
    text: "Who may use SMS is offered something better",
    isMet: ({ factorTypes }) => factorTypes.length > 1 || !factorTypes.includes("sms"),
    by: "apps beside phones, and a notice at the set-up",
    why: () => "of the codes, the policy allows those by SMS alone (factorTypes)",
    test: "test/stories/no-sms-bill-shock.test.ts",
  },
  {
    id: "NIST-63B-4-4.2.2.2",
    text: "An account can be recovered by more than a support call",
    isMet: ({ recovery }) => recovery !== "off",
    by: "recovery by the policy",
    why: () => "recovery is off: ten backup codes, and admins who reset",
    test: "test/stories/lost-phone-and-codes.test.ts",
  },
  {
    id: "NIST-63B-4-4.6",
    text: "Users hear of what happens to their account",
    isMet: ({ noticesOn }) => noticesOn,
    by: "e-mails of each change",
    why: () => "no sender of e-mails is set (mailFrom)",
    test: "test/stories/told-by-email.test.ts",
  },
];
