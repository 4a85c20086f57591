import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { HOTP, Secret, TOTP } from "otpauth";
import { type Instant, totpPeriod as period, totpStepAt } from "../../account/instant.ts";

/** SHA-1, six digits, 30 seconds: supported by every authenticator app (RFC 6238). */
const digits = 6;
const algorithm = "SHA1";

/** 160 bits, as RFC 4226 section 4 (R6) recommends. */
export const totpSecretBytes = 20;

export const totpSecretText = (secret: Uint8Array): string => asSecret(secret).base32;

/** The key URI that an authenticator app reads from the QR code. */
export const totpUri = (secret: Uint8Array, { issuer, account }: { issuer: string; account: string }): string =>
  new TOTP({
    issuer,
    label: account,
    issuerInLabel: true,
    algorithm,
    digits,
    period,
    secret: asSecret(secret),
  }).toString();

/**
 * The steps of the window whose code this is, oldest first. Every step is computed and compared in constant time,
 * so that the time taken does not tell which one matched.
 */
export function matchingSteps(secret: Uint8Array, code: string, now: Instant, window: number): readonly number[] {
  const middle = totpStepAt(now);
  const steps = Array.from({ length: 2 * window + 1 }, (_, offset) => middle - window + offset);
  const typed = Buffer.from(code);
  const generate = codesOf(secret);
  return steps.filter((counter) => {
    const expected = Buffer.from(generate(counter));
    return expected.length === typed.length && timingSafeEqual(expected, typed);
  });
}

/** Steps of ten minutes on each side: a clock that is further off is set by hand, and its owner knows. */
const clockWindow = 20;

/** By how many minutes the clock that this code was made by is fast (negative: slow); null if it is no code of these minutes. */
export function clockMinutes(secret: Uint8Array, code: string, now: Instant): number | null {
  const steps = matchingSteps(secret, code, now, clockWindow).map((step) => step - totpStepAt(now));
  const [nearest] = steps.toSorted((one, other) => Math.abs(one) - Math.abs(other));
  if (nearest === undefined) return null;
  return Math.sign(nearest) * Math.max(1, Math.round((Math.abs(nearest) * period) / 60));
}

/** The key object is made once for all steps: making it from bytes takes Node longer than the HMAC. */
function codesOf(bytes: Uint8Array): (counter: number) => string {
  const key = createSecretKey(bytes);
  const secret = asSecret(bytes);
  const hmac = (name: string, _key: Uint8Array, message: Uint8Array): Uint8Array =>
    createHmac(name, key).update(message).digest();
  return (counter) => HOTP.generate({ secret, algorithm, digits, counter, hmac });
}

function asSecret(bytes: Uint8Array): Secret {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return new Secret({ buffer });
}
