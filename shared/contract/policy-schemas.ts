import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
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
  required: documented(z.boolean(), "Whether `enforcement` is `on`; of the two the one that differs counts"),
  enforcement: documented(
    z.enum(enforcements),
    "report: logins go on as with off, and their answers tell where on would decide otherwise",
  ),
  requiredFor: z.strictObject({
    roles: documented(
      z
        .array(
          z
            .string()
            .check(
              z.trim(),
              z.minLength(1),
              z.maxLength(100),
              z.regex(oneLine, "No control and no bidirectional characters"),
            ),
        )
        .check(z.maxLength(50)),
      "Users with one of these roles must, whatever `enforcement` says",
    ),
  }),
  enforcementFrom: documented(z.nullable(instant), "`on` binds from then; null: at once"),
  graceDays: documented(
    z.int().check(z.minimum(0), z.maximum(mostGraceDays)),
    "Days for which the first set-up can be put off, from the first login that asks; over that many days after `bindsFrom`, whoever comes when",
  ),
  factorTypes: z.array(codeType).check(
    z.minLength(1),
    z.refine((types) => new Set(types).size === types.length, "Each type once"),
  ),
  passkeys: z.strictObject({
    allowed: documented(z.enum(passkeyAllowances), "What may be registered; those that exist go on working"),
    userVerification: z.enum(userVerifications),
    downgrade: documented(
      z.enum(downgrades),
      "refuse: users with two passkeys cannot log in by codes of apps and phones, from 72 hours after the first login with a passkey; backup codes always count",
    ),
  }),
  phoneRegistration: z.enum(phoneRegistrations),
  smsCountries: z
    .array(z.string().check(z.regex(/^[A-Z]{2}$/, "Two capital letters, ISO 3166-1")))
    .check(z.maxLength(300)),
  issuerName: z
    .string()
    .check(z.trim(), z.minLength(1), z.maxLength(40), z.regex(issuerNamePattern, "No colon and no control characters")),
  recoveryHelp: z.nullable(
    z.string().check(
      z.trim(),
      z.minLength(1),
      z.maxLength(500),
      z.regex(lines, "No control and no bidirectional characters"),
      z.refine((help) => !otherLink.test(help), "Links begin with https://"),
    ),
  ),
  trustedDevices: z.strictObject({
    days: documented(z.int().check(z.minimum(0), z.maximum(30)), "Days without a code at a remembered device; 0: none"),
  }),
  resetApproval: documented(
    z.enum(resetApprovals),
    "two: a second person approves what goes around a user's factor or makes the policy less strict",
  ),
  recovery: recoveryTerms,
  voice: documented(z.boolean(), "Whether a login's code may be read out in a call"),
  smsBudgetUsd: documented(
    z.nullable(z.number().check(z.minimum(1), z.maximum(1_000_000))),
    "USD a month, after which set-ups of phones get no SMS; null: no bound",
  ),
};
/** The deployment's demands on every policy: what a field may be at the loosest. */
const policyFloor = z.partial(
  z.object({
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
  }),
);
const policyWarning = z.object({ code: z.string(), message: z.string() });
/** A policy that was written before a rule is shown as it is. */
export const policyAnswer = documented(
  z.object({
    ...policyFields,
    recoveryHelp: z.nullable(z.string()),
    devicesFrom: documented(z.nullable(instant), "Devices remembered until then do not count"),
    bindsFrom: documented(
      z.nullable(instant),
      "Since or from when the first must, a role at once; null: nobody, or not known",
    ),
    changedAt: documented(z.nullable(instant), "Null: never written"),
    changedBy: z.nullable(namedActor),
    version: z.int(),
    floor: documented(policyFloor, "The loosest that a policy of this deployment may be"),
    warnings: documented(z.array(policyWarning), "What keeps this policy from working as it should"),
  }),
  { id: "Policy" },
);

export const policyHistoryAnswer = z.object({
  versions: z.array(
    z.object({
      version: z.int(),
      at: instant,
      actor: namedActor,
      policy: documented(z.object({ ...policyFields, recoveryHelp: z.nullable(z.string()) }), "As it was written"),
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
      why: documented(z.nullable(z.enum(foreseenReasons)), "What to see to; null: nothing"),
      recovery: z.optional(rehearsedRecovery),
    }),
  ),
  counts: documented(
    z.object({
      ...(Object.fromEntries(foreseenDecisions.map((decision) => [decision, z.int()])) as Record<
        (typeof foreseenDecisions)[number],
        z.ZodMiniInt
      >),
      no_backup_codes: z.int(),
      only_sms: z.int(),
    }),
    "Users by `then`, and of those with `challenge` all who have a weak way in, whatever `why` names",
  ),
  sms: documented(
    z.object({
      currency: z.literal("USD"),
      pricesAsOf: documented(z.string(), "Month of the service's list of prices, before which SMS_PRICES go"),
      logins: documented(z.int(), "Assumed logins of each user, one message each"),
      least: documented(bound, "Of users who have no other way than SMS"),
      most: documented(bound, "With those who have or may choose another one"),
    }),
    "Estimate of the SMS of these users in the first week under `policy`",
  ),
});

const ignored = documented(z.optional(z.unknown()), { description: "Read only: ignored", readOnly: true });
/** A field left out keeps its value, so that a client that does not know it cannot weaken it. A whole answer can be sent back. */
export const policyBody = z.strictObject({
  ...z.partial(z.object(policyFields)).shape,
  version: z.int().check(z.minimum(0)),
  floor: ignored,
  warnings: ignored,
  devicesFrom: ignored,
  bindsFrom: ignored,
  changedAt: ignored,
  changedBy: ignored,
});

const { version: _version, ...rehearsedPolicy } = policyBody.shape;
export const rehearseBody = z.strictObject({
  policy: documented(z.strictObject({ ...rehearsedPolicy, version: ignored }), "Fields to change"),
  userIds: z.array(userId).check(
    z.minLength(1),
    z.maxLength(100),
    z.refine((ids) => new Set(ids).size === ids.length, "Each user once"),
  ),
  issuer,
  recovery: documented(z.optional(z.boolean()), "Also how a recovery of each would go"),
});
