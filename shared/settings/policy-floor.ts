import * as z from "zod";
import { wrongCountries } from "../account/policy.ts";
import { codeTypes } from "../account/factor.ts";
import {
  delayHours,
  downgrades,
  enforcements,
  mostGraceDays,
  passkeyAllowances,
  phoneRegistrations,
  recoveryModes,
  resetApprovals,
  userVerifications,
} from "../account/policy-fields.ts";
import { isFloorConsistent, type PolicyFloor } from "../account/policy-floor.ts";
import { wholeNumber } from "../account/rules.ts";

export const knownCountries = z.array(z.string(), "must be a list of countries").superRefine((countries, context) => {
  for (const message of wrongCountries(countries)) context.addIssue({ code: "custom", message });
});

/** Fields that every organisation's policy is at least as strict as. */
export const policyFloor = z
  .strictObject({
    required: z.boolean().optional(),
    enforcement: z.enum(enforcements, `must be ${enforcements.join(", ")}`).optional(),
    // A stage's floor comes with the instant that was read from its file.
    enforcementFrom: z
      .union(
        [z.iso.datetime().transform((text) => Date.parse(text)), z.int()],
        "must be a UTC time such as 2027-01-15T00:00:00Z",
      )
      .nullable()
      .optional(),
    graceDays: wholeNumber(0, mostGraceDays).optional(),
    requiredFor: z.strictObject({ roles: z.array(z.string().min(1)) }).optional(),
    passkeys: z
      .strictObject({
        allowed: z.enum(passkeyAllowances),
        userVerification: z.enum(userVerifications),
        downgrade: z.enum(downgrades),
      })
      .optional(),
    factorTypes: z
      .array(z.enum(codeTypes), `must be a list of ${codeTypes.join(", ")}`)
      .min(1, "names no type, so that nobody could set anything up")
      .optional(),
    phoneRegistration: z.enum(phoneRegistrations).optional(),
    smsCountries: knownCountries.optional(),
    trustedDevices: z.strictObject({ days: wholeNumber(0, 30) }).optional(),
    resetApproval: z.enum(resetApprovals).optional(),
    recovery: z
      .strictObject({ mode: z.enum(recoveryModes), delayHours: wholeNumber(delayHours.least, delayHours.most) })
      .optional(),
    voice: z.boolean().optional(),
    smsBudgetUsd: z.number().min(1).max(1_000_000).nullable().optional(),
  })
  .refine(isFloorConsistent, {
    path: ["factorTypes"],
    message: "needs sms, since phoneRegistration asks for registered phones",
  })
  .refine(
    ({ required, enforcement }) =>
      required === undefined || enforcement === undefined || required === (enforcement === "on"),
    {
      path: ["enforcement"],
      message: "contradicts required: name one of the two",
    },
  )
  .transform(({ required, enforcement = required ? "on" : undefined, ...floor }): PolicyFloor => ({
    ...floor,
    ...(enforcement && { enforcement }),
  }));
