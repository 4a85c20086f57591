import * as z from "zod";
import { readProof } from "../factors/proof.ts";
import { sixDigits } from "../factors/typed-code.ts";

export const otp = z
  .string()
  .max(200)
  .refine((typed) => sixDigits(typed) !== null, "A code has six digits");
export const anyCode = z
  .string()
  .max(200)
  .refine((typed) => readProof({ code: typed }).ok, "A code has six digits, a backup code looks like XXXX-XXXX-XXXX");
