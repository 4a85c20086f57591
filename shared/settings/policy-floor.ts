import * as z from "zod/mini";
import { narrowedCountries, wrongCountries } from "../account/policy.ts";
import { codeTypes } from "../account/factor.ts";
import {
  defaultRecovery,
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

export const knownCountries = z.array(z.string(), "must be a list of countries").check(
  z.superRefine((countries, context) => {
    for (const message of wrongCountries(countries)) context.addIssue({ code: "custom", message });
  }),
);

/** Fields that every organisation's policy is at least as strict as. */
export const policyFloor = z.pipe(
  z
    .strictObject({
      required: z.optional(z.boolean()),
      enforcement: z.optional(z.enum(enforcements, `must be ${enforcements.join(", ")}`)),
      // A stage's floor comes with the instant that was read from its file.
      enforcementFrom: z.optional(
        z.nullable(
          z.union(
            [
              z.pipe(
                z.iso.datetime(),
                z.transform((text) => Date.parse(text)),
              ),
              z.int(),
            ],
            "must be a UTC time such as 2027-01-15T00:00:00Z",
          ),
        ),
      ),
      graceDays: z.optional(wholeNumber(0, mostGraceDays)),
      requiredFor: z.optional(z.strictObject({ roles: z.array(z.string().check(z.minLength(1))) })),
      passkeys: z.optional(
        z.strictObject({
          allowed: z.enum(passkeyAllowances),
          userVerification: z.enum(userVerifications),
          downgrade: z.enum(downgrades),
        }),
      ),
      factorTypes: z.optional(
        z
          .array(z.enum(codeTypes), `must be a list of ${codeTypes.join(", ")}`)
          .check(z.minLength(1, "names no type, so that nobody could set anything up")),
      ),
      phoneRegistration: z.optional(z.enum(phoneRegistrations)),
      smsCountries: z.optional(knownCountries),
      trustedDevices: z.optional(z.strictObject({ days: wholeNumber(0, 30) })),
      resetApproval: z.optional(z.enum(resetApprovals)),
      recovery: z.optional(
        z.strictObject({
          mode: z.enum(recoveryModes),
          delayHours: z._default(wholeNumber(delayHours.least, delayHours.most), defaultRecovery.delayHours),
        }),
      ),
      voice: z.optional(z.boolean()),
      smsBudgetUsd: z.optional(z.nullable(z.number().check(z.minimum(1), z.maximum(1_000_000)))),
    })
    .check(
      z.refine(isFloorConsistent, {
        path: ["factorTypes"],
        message: "needs sms, since phoneRegistration asks for registered phones",
      }),
      z.refine(
        ({ required, enforcement }) =>
          required === undefined || enforcement === undefined || required === (enforcement === "on"),
        {
          path: ["enforcement"],
          message: "contradicts required: name one of the two",
        },
      ),
    ),
  z.transform(({ required, enforcement = required ? "on" : undefined, ...floor }): PolicyFloor => ({
    ...floor,
    ...(enforcement && { enforcement }),
  })),
);

/** Whether floor and deployment both name countries, and none in common: no organisation could send an SMS. */
export const hasNoCountry = ({
  policyFloor: { smsCountries: demanded = [] },
  smsCountries,
}: {
  readonly policyFloor: PolicyFloor;
  readonly smsCountries: readonly string[];
}): boolean => demanded.length > 0 && smsCountries.length > 0 && narrowedCountries(demanded, smsCountries).length === 0;
