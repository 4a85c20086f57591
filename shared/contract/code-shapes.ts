import * as z from "zod";
import { normalizeBackupCode } from "../account/backup-codes.ts";
import { withoutSeparators } from "../factors/typed-code.ts";

/** Six digits, once spaces and dashes are gone; only the ASCII ones. */
export const sixDigits = (typed: string): string | null => {
  const plain = withoutSeparators(typed);
  return /^[0-9]{6}$/.test(plain) ? plain : null;
};
export const otp = z
  .string()
  .max(64)
  .refine((typed) => sixDigits(typed) !== null, "A code has six digits");
export const anyCode = z
  .string()
  .max(64)
  .refine(
    (typed) => sixDigits(typed) !== null || normalizeBackupCode(typed) !== null,
    "A code has six digits, a backup code looks like XXXX-XXXX-XXXX",
  );
