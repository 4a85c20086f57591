import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
import { actorRoles } from "../account/events.ts";
import { activityEvent, backupCodesState, factor, instant, maskedPhone, pageQuery, phoneNumber } from "./schemas.ts";
import { closableMethods, methods } from "../account/guess-budget.ts";
import { shownRecovery } from "./recovery-schemas.ts";

const tenant = documented(
  z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
  "Another tenant; operators only",
);
export const adminQuery = z.strictObject({ tenant });
/** The tenant of a call whose query has fields of its own. */
export const anyAdminQuery = z.looseObject({ tenant });
/** U+FFFD is what a broken encoding becomes; a mark that nobody sees came along when somebody copied the id. */
const visible = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{FFFD}]*$/u;
export const invisible = "Has an invisible or broken character";
export const isVisible = (id: string): boolean => visible.test(id);
const anyUserId = documented(
  z.string().check(z.minLength(1), z.maxLength(255)),
  "The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known",
);
/** Of a list, which somebody typed or pasted. */
export const userId = documented(
  z.string().check(z.minLength(1), z.maxLength(255), z.regex(visible, invisible)),
  "The user's sub, as the provider shows it",
);
export const issuer = documented(
  z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
  "The id of the user's issuer; the caller's own by default",
);
export const userQuery = z.strictObject({ userId: anyUserId, issuer, tenant });
export const userPageQuery = z.strictObject({ ...userQuery.shape, ...pageQuery.shape });
const known = documented(z.boolean(), "False: nothing was ever kept of this user; look for a slip in the id");
const activePhoneDiffers = documented(
  z.boolean(),
  "A phone that is set up has another number than the registered one, and goes on getting codes",
);
export const adminUserAnswer = z.object({
  userId: z.string(),
  issuer: z.string(),
  known,
  ref: documented(
    z.nullable(z.string()),
    "Names the user in logs and events; null while nothing was ever kept of anybody in the organisation",
  ),
  enabled: z.boolean(),
  required: z.boolean(),
  requirement: documented(z.nullable(z.literal(true)), "True: this user must; null: as the policy says"),
  factors: z.array(factor),
  backupCodes: backupCodesState,
  preRegisteredPhone: z.nullable(maskedPhone),
  activePhoneDiffers,
  throttle: z.record(
    z.enum(methods),
    z.object({ failures: z.int(), lockedUntil: z.nullable(instant), disabled: z.boolean() }),
  ),
  devices: z.array(
    z.object({ id: z.string(), label: z.string(), createdAt: instant, lastUsedAt: instant, expiresAt: instant }),
  ),
  bypassCode: z.nullable(z.object({ expiresAt: instant })),
  recovery: z.nullable(shownRecovery),
  grace: z.nullable(z.object({ until: instant })),
});
/**
 * Admins read each other's texts in pages and terminals: no controls, no bidirectional marks, no line separators, no tags (CWE-150).
 * Joiners stay: names and emoji need them.
 */
export const oneLine = /^[^\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]*$/u;

export const reason = z
  .string()
  .check(z.trim(), z.minLength(3), z.maxLength(500), z.regex(oneLine, "No control and no bidirectional characters"));
export const resetBody = z.strictObject({ reason });
export const reopenBody = z.strictObject({ method: z.enum(closableMethods), reason });
export const resetAnswer = z.object({
  userId: z.string(),
  known,
  removed: z.object({ factors: z.int(), backupCodes: z.int() }),
});
export const preRegisterBody = z.strictObject({ phoneNumber });
export const preRegisterAnswer = z.object({
  userId: z.string(),
  known,
  preRegisteredPhone: maskedPhone,
  activePhoneDiffers,
});

const phoneRow = z.strictObject({ userId, phoneNumber, issuer });
export const phonesBody = z.strictObject({
  phones: z.array(phoneRow).check(
    z.minLength(1),
    z.maxLength(100),
    z.refine(
      (rows) => new Set(rows.map((row) => JSON.stringify([row.issuer, row.userId]))).size === rows.length,
      "Each user once",
    ),
  ),
});
export const phonesAnswer = z.object({
  results: z.array(
    z.object({
      userId: z.string(),
      ok: z.boolean(),
      code: documented(z.optional(z.string()), "The problem's code"),
      known,
    }),
  ),
});

export const namedActor = documented(
  z.object({
    role: z.enum(actorRoles),
    ref: z.string(),
    name: documented(z.nullable(z.string()), "As the token named them; null: not known"),
  }),
  { id: "NamedActor" },
);

export const tenantPageQuery = z.strictObject({ ...adminQuery.shape, ...pageQuery.shape });
export const organisationEventsAnswer = z.object({
  events: z.array(
    z.extend(activityEvent, {
      actor: namedActor,
      user: documented(
        z.nullable(z.object({ ref: z.string(), userId: z.nullable(z.string()) })),
        "Whom it is about; null: the organisation itself",
      ),
    }),
  ),
  cursor: z.nullable(z.string()),
});

export const requirementBody = z.strictObject({
  required: z.nullable(z.literal(true, "true, or null: nobody is exempt from the policy")),
  reason,
});
export const requirementAnswer = z.object({ userId: z.string(), required: z.nullable(z.literal(true)) });

export const smsQuery = z.strictObject({
  month: documented(
    z.optional(z.string().check(z.regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, "Such as 2026-11"))),
    "Such as 2026-11; this month by default",
  ),
  tenant,
});
export const breakerParams = z.object({ range: z.string().check(z.minLength(1), z.maxLength(40)) });
const breaker = documented(
  z.object({
    range: documented(z.string(), "Keyed hash of the numbers' beginning; of a country its two letters"),
    kind: documented(z.enum(["range", "country"]), "country: ranges that brought a code back go on"),
    country: z.string(),
    state: documented(z.enum(["stopped", "trial"]), "trial: three SMS an hour; two that come back end it"),
    until: instant,
  }),
  { id: "SmsBreaker" },
);
export const smsAnswer = z.object({
  month: z.string(),
  currency: z.literal("USD"),
  spent: documented(z.number(), "By the ledger's prices, an estimate"),
  budget: z.nullable(z.number()),
  byCountry: z.array(z.object({ country: z.string(), messages: z.int(), usd: z.number() })),
  breakers: z.array(breaker),
});

const serviceFacts = z.object({
  version: z.string(),
  region: z.string(),
  semantics: z.string(),
  limits: z.object({
    freeGuesses: z.int(),
    disableAfterGuesses: z.int(),
    dailyGuesses: z.int(),
    totpWindow: z.int(),
    smsCodeSeconds: z.int(),
  }),
  keys: z.object({
    signing: z.object({ kid: z.nullable(z.string()), ageDays: z.int(), next: z.nullable(z.string()) }),
    data: z.object({ oldestDays: z.nullable(z.int()), successorAfterDays: z.int() }),
  }),
  sms: z.object({ provider: z.string(), maxPriceUsd: z.string(), countriesDefault: z.array(z.string()) }),
  notices: z.enum(["on", "off"]),
});
const tenantFacts = z.object({
  enforcement: z.string(),
  phishingResistantOffered: z.boolean(),
  sms: z.enum(["allowed", "off"]),
  trustedDevicesDays: z.int(),
  recovery: z.string(),
  resetApproval: z.string(),
});
export const postureAnswer = z.object({
  asOf: instant,
  service: documented(z.optional(serviceFacts), "Operators only"),
  tenant: tenantFacts,
  requirements: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      met: z.boolean(),
      by: documented(z.optional(z.string()), "Of one that is met"),
      why: documented(z.optional(z.string()), "Of one that is not"),
      test: documented(z.string(), "The file of the test that holds it"),
    }),
  ),
});
