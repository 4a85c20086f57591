import * as z from "zod";
import {
  downgrades,
  enforcements,
  issuerNamePattern,
  mostGraceDays,
  passkeyAllowances,
  phoneRegistrations,
  resetApprovals,
  userVerifications,
} from "../account/policy-fields.ts";
import { foreseenDecisions, foreseenReasons } from "../account/rehearsal.ts";
import { issuer, namedActor, oneLine, userId } from "./admin-schemas.ts";
import { recoveryTerms, rehearsedRecovery } from "./recovery-schemas.ts";
import { codeType, instant, shownType } from "./schemas.ts";

const lines = /^([^\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]|\n)*$/u;
/** A link that users are to trust, and no scheme that runs or downgrades. */
const otherLink = /(?<![a-z\d+.-])(?!https:\/\/)[a-z][a-z\d+.-]*:\/\/|\b(?:javascript|data|vbscript):/iu;

const policyFields = {
  required: z.boolean().meta({ description: "Whether `enforcement` is `on`; of the two the one that differs counts" }),
  enforcement: z
    .enum(enforcements)
    .meta({ description: "report: logins go on as with off, and their answers tell where on would decide otherwise" }),
  requiredFor: z.strictObject({
    roles: z
      .array(z.string().trim().min(1).max(100).regex(oneLine, "No control and no bidirectional characters"))
      .max(50)
      .meta({ description: "Users with one of these roles must, whatever `enforcement` says" }),
  }),
  enforcementFrom: instant.nullable().meta({ description: "`on` binds from then; null: at once" }),
  graceDays: z.int().min(0).max(mostGraceDays).meta({
    description:
      "Days for which the first set-up can be put off, from the first login that asks; over that many days after `bindsFrom`, whoever comes when",
  }),
  factorTypes: z
    .array(codeType)
    .min(1)
    .refine((types) => new Set(types).size === types.length, "Each type once"),
  passkeys: z.strictObject({
    allowed: z.enum(passkeyAllowances).meta({ description: "What may be registered; those that exist go on working" }),
    userVerification: z.enum(userVerifications),
    downgrade: z.enum(downgrades).meta({
      description:
        "refuse: users with two passkeys cannot log in by codes of apps and phones, from 72 hours after the first login with a passkey; backup codes always count",
    }),
  }),
  phoneRegistration: z.enum(phoneRegistrations),
  smsCountries: z.array(z.string().regex(/^[A-Z]{2}$/, "Two capital letters, ISO 3166-1")).max(300),
  issuerName: z.string().trim().min(1).max(40).regex(issuerNamePattern, "No colon and no control characters"),
  recoveryHelp: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .regex(lines, "No control and no bidirectional characters")
    .refine((help) => !otherLink.test(help), "Links begin with https://")
    .nullable(),
  trustedDevices: z.strictObject({
    days: z.int().min(0).max(30).meta({ description: "Days without a code at a remembered device; 0: none" }),
  }),
  resetApproval: z.enum(resetApprovals).meta({
    description: "two: a second person approves what goes around a user's factor or makes the policy less strict",
  }),
  recovery: recoveryTerms,
  voice: z.boolean().meta({ description: "Whether a login's code may be read out in a call" }),
  smsBudgetUsd: z
    .number()
    .min(1)
    .max(1_000_000)
    .nullable()
    .meta({ description: "USD a month, after which set-ups of phones get no SMS; null: no bound" }),
};
/** The deployment's demands on every policy: what a field may be at the loosest. */
const policyFloor = z
  .object({
    required: policyFields.required,
    enforcement: policyFields.enforcement,
    enforcementFrom: policyFields.enforcementFrom,
    graceDays: policyFields.graceDays,
    requiredFor: policyFields.requiredFor,
    passkeys: policyFields.passkeys,
    factorTypes: policyFields.factorTypes,
    phoneRegistration: policyFields.phoneRegistration,
    smsCountries: policyFields.smsCountries,
    trustedDevices: policyFields.trustedDevices,
    resetApproval: policyFields.resetApproval,
    recovery: policyFields.recovery,
    voice: policyFields.voice,
    smsBudgetUsd: policyFields.smsBudgetUsd,
  })
  .partial();
const policyWarning = z.object({ code: z.string(), message: z.string() });
/** A policy that was written before a rule is shown as it is. */
export const policyAnswer = z
  .object({
    ...policyFields,
    recoveryHelp: z.string().nullable(),
    devicesFrom: instant.nullable().meta({ description: "Devices remembered until then do not count" }),
    bindsFrom: instant
      .nullable()
      .meta({ description: "Since or from when the first must, a role at once; null: nobody, or not known" }),
    changedAt: instant.nullable().meta({ description: "Null: never written" }),
    changedBy: namedActor.nullable(),
    version: z.int(),
    floor: policyFloor.meta({ description: "The loosest that a policy of this deployment may be" }),
    warnings: z.array(policyWarning).meta({ description: "What keeps this policy from working as it should" }),
  })
  .meta({ id: "Policy" });

export const policyHistoryAnswer = z.object({
  versions: z.array(
    z.object({
      version: z.int(),
      at: instant,
      actor: namedActor,
      policy: z
        .object({ ...policyFields, recoveryHelp: z.string().nullable() })
        .meta({ description: "As it was written" }),
    }),
  ),
});

const foreseen = z.enum(foreseenDecisions);
const bound = z.object({ messages: z.int(), usd: z.number() });
export const rehearseAnswer = z.object({
  users: z.array(
    z.object({
      userId: z.string(),
      now: foreseen,
      // oxlint-disable-next-line unicorn/no-thenable -- a text
      then: foreseen,
      factors: z.array(shownType),
      backupCodes: z.int(),
      why: z.enum(foreseenReasons).nullable().meta({ description: "What to see to; null: nothing" }),
      recovery: rehearsedRecovery.optional(),
    }),
  ),
  counts: z
    .object({
      ...(Object.fromEntries(foreseenDecisions.map((decision) => [decision, z.int()])) as Record<
        (typeof foreseenDecisions)[number],
        z.ZodInt
      >),
      no_backup_codes: z.int(),
      only_sms: z.int(),
    })
    .meta({
      description: "Users by `then`, and of those with `challenge` all who have a weak way in, whatever `why` names",
    }),
  sms: z
    .object({
      currency: z.literal("USD"),
      pricesAsOf: z.string().meta({ description: "Month of the service's list of prices, before which SMS_PRICES go" }),
      logins: z.int().meta({ description: "Assumed logins of each user, one message each" }),
      least: bound.meta({ description: "Of users who have no other way than SMS" }),
      most: bound.meta({ description: "With those who have or may choose another one" }),
    })
    .meta({ description: "Estimate of the SMS of these users in the first week under `policy`" }),
});

const ignored = z.unknown().optional().meta({ description: "Read only: ignored", readOnly: true });
/** A field left out keeps its value, so that a client that does not know it cannot weaken it. A whole answer can be sent back. */
export const policyBody = z.strictObject({
  ...z.object(policyFields).partial().shape,
  version: z.int().min(0),
  floor: ignored,
  warnings: ignored,
  devicesFrom: ignored,
  bindsFrom: ignored,
  changedAt: ignored,
  changedBy: ignored,
});

const { version: _version, ...rehearsedPolicy } = policyBody.shape;
export const rehearseBody = z.strictObject({
  policy: z.strictObject({ ...rehearsedPolicy, version: ignored }).meta({ description: "Fields to change" }),
  userIds: z
    .array(userId)
    .min(1)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, "Each user once"),
  issuer,
  recovery: z.boolean().optional().meta({ description: "Also how a recovery of each would go" }),
});
