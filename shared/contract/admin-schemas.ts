import * as z from "zod";
import { issuerNamePattern, phoneRegistrations } from "../account/policy-fields.ts";
import { backupCodesState, factor, factorType, instant, maskedPhone, pageQuery, phoneNumber } from "./schemas.ts";
import { methods } from "../account/guess-budget.ts";

const tenant = z.string().min(1).max(128).optional().meta({ description: "Another tenant; operators only" });
export const adminQuery = z.object({ tenant });
export const adminPageQuery = pageQuery.extend({ tenant });
export const userParams = z.object({
  userId: z.string().min(1).max(300).meta({ description: "The sub at the first issuer, or issuerId|sub" }),
});
export const adminUserAnswer = z.object({
  userId: z.string(),
  ref: z.string().meta({ description: "Names the user in logs and events" }),
  enabled: z.boolean(),
  required: z.boolean(),
  factors: z.array(factor),
  backupCodes: backupCodesState,
  preRegisteredPhone: maskedPhone.nullable(),
  throttle: z.record(
    z.enum(methods),
    z.object({ failures: z.int(), lockedUntil: instant.nullable(), disabled: z.boolean() }),
  ),
});
export const resetBody = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(3)
    .max(500)
    .regex(/^[^\p{Cc}]*$/u, "No control characters"),
});
export const resetAnswer = z.object({
  userId: z.string(),
  removed: z.object({ factors: z.int(), backupCodes: z.int() }),
});
export const preRegisterBody = z.strictObject({ phoneNumber });
export const preRegisterAnswer = z.object({ userId: z.string(), preRegisteredPhone: maskedPhone });

const policyFields = {
  required: z.boolean(),
  factorTypes: z
    .array(factorType)
    .min(1)
    .refine((types) => new Set(types).size === types.length, "Each type once"),
  phoneRegistration: z.enum(phoneRegistrations),
  smsCountries: z.array(z.string().regex(/^[A-Z]{2}$/, "Two capital letters, ISO 3166-1")).max(300),
  issuerName: z.string().trim().min(1).max(40).regex(issuerNamePattern, "No colon and no control characters"),
  recoveryHelp: z.string().trim().min(1).max(500).nullable(),
};
export const policyAnswer = z.object({ ...policyFields, version: z.int() }).meta({ id: "Policy" });
/** A field left out keeps its value, so that a client that does not know it cannot weaken it. */
export const policyBody = z.strictObject({ ...z.object(policyFields).partial().shape, version: z.int().min(0) });
