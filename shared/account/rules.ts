import * as z from "zod/mini";

/** A copy that the documents say more of. It checks nothing, so that no call pays for a description. */
export function documented<S extends z.core.$ZodType>(schema: S, facts: string | z.core.GlobalMeta): S {
  const copy = z.clone(schema);
  z.globalRegistry.add(copy, typeof facts === "string" ? { description: facts } : facts);
  return copy;
}

/** A schema that reads another value where it finds none of its own. The library's own function for it brings all its helpers into a bundle. */
export const orElse = <S extends z.core.$ZodType>(schema: S, catchValue: () => z.output<S>): z.ZodMiniCatch<S> => {
  const def: z.core.$ZodCatchDef<S> = { type: "catch", innerType: schema, catchValue };
  return new z.ZodMiniCatch(def) as z.ZodMiniCatch<S>;
};

/** A number of a variable (digits) or of a stage. Nothing else becomes one: JavaScript reads `null`, `[]` and `false` as 0. */
export const wholeNumber = (low: number, high: number) => {
  const sentence = `must be a whole number from ${String(low)} to ${String(high)}`;
  return z.pipe(
    z.pipe(z.union([z.number(), z.string().check(z.regex(/^-?\d+$/, sentence))], sentence), z.transform(Number)),
    z.int(sentence).check(z.minimum(low, sentence), z.maximum(high, sentence)),
  );
};
const seconds = (low: number, high: number, value: number, what: string) =>
  count(low, high, value, `${what} (seconds)`);
const count = (low: number, high: number, value: number, what: string) =>
  documented(z._default(wholeNumber(low, high), value), what);

/**
 * Every number that a rule uses, with its default and its bounds. Durations are in seconds.
 * Bounds come from NIST SP 800-63B-4 (3.1.3.2: an SMS code lives at most 10 minutes; 3.2.2: at most 100 failures in a row)
 * and RFC 6238 section 5.2 (at most one step of delay).
 */
export const rulesSchema = z.object({
  totpWindow: count(0, 1, 1, "TOTP steps accepted before and after the current one; 0 is the strict profile"),
  smsCodeSeconds: seconds(60, 600, 300, "Lifetime of an SMS code"),
  smsCodeTries: count(1, 10, 5, "Wrong guesses after which an SMS code is dead"),
  freeGuesses: count(1, 10, 5, "Wrong codes per method before the first wait"),
  firstWaitSeconds: seconds(10, 3600, 30, "First wait after the free guesses; it doubles with each further wrong code"),
  longestWaitSeconds: seconds(60, 86_400, 3600, "Longest wait between two guesses"),
  disableAfterGuesses: count(10, 100, 20, "Wrong codes in a row that disable a method"),
  slowCodes: count(
    30,
    1000,
    180,
    "Codes that wrong guesses of one method may be compared with in `SLOW_DAYS`; a success does not reset it",
  ),
  slowDays: count(1, 90, 30, "Days after which a method's slow guess budget starts anew"),
  dailyGuesses: count(10, 100, 50, "Wrong codes a day over all methods of a user; a success does not reset it"),
  resendFirstSeconds: seconds(10, 600, 30, "Wait after the first SMS"),
  resendSecondSeconds: seconds(10, 600, 60, "Wait after the second SMS"),
  resendLaterSeconds: seconds(10, 3600, 120, "Wait after every further SMS"),
  smsPerNumberHour: count(1, 20, 5, "SMS an hour to a confirmed phone; apart, to an unconfirmed one in each tenant"),
  smsPerNumberDay: count(1, 50, 10, "SMS a day to a confirmed phone; apart, to an unconfirmed one in each tenant"),
  smsPerNumberHourAll: count(1, 100, 12, "SMS an hour to a number that nobody has confirmed, over all tenants"),
  smsPerNumberDayAll: count(1, 200, 24, "SMS a day to a number that nobody has confirmed, over all tenants"),
  smsPerUserDay: count(1, 50, 10, "SMS a day for one user"),
  smsPerTenantDay: count(1, 1_000_000, 500, "SMS a day for the logins of one tenant; more are sent and ring"),
  smsSetUpsPerTenantDay: count(1, 1_000_000, 200, "SMS a day for set-ups of one tenant"),
  smsPerDay: count(
    1,
    10_000_000,
    5000,
    "SMS a day for set-ups of the whole deployment; with several tenants, one gets at most a fifth",
  ),
  pendingSeconds: seconds(60, 3600, 600, "Lifetime of a factor that has not been confirmed"),
  maxTotpFactors: count(1, 10, 5, "Authenticator apps per user"),
  maxSmsFactors: count(1, 5, 2, "Phones per user"),
  maxPasskeys: count(1, 20, 10, "Passkeys and security keys per user"),
  passkeySeconds: seconds(60, 600, 300, "Lifetime of the challenge that a passkey answers at a login"),
  maxTrustedDevices: count(1, 10, 5, "Remembered devices per user; one more pushes out the one used longest ago"),
  undoHours: count(0, 168, 72, "Hours in which a removed factor can be brought back; 0: none is kept"),
  freshSeconds: seconds(30, 900, 300, "Age of the password entry that still counts as fresh"),
});

export type Rules = z.output<typeof rulesSchema>;
