import * as z from "zod/mini";
import { approvalActions, callerChannels } from "./help-desk-state.ts";
import { deliveryFailures, shownTypes } from "./factor.ts";
import { enforcements, phoneRegistrations, resetApprovals } from "./policy-fields.ts";
import type { Instant } from "./instant.ts";
import { loginMethods, methods } from "./guess-budget.ts";
import { orElse } from "./rules.ts";

const country = z.optional(z.string());
/**
 * Keyed hash of the beginning of a phone number, with which the watch on pumping counts. An SMS that it does not judge has none: to a
 * confirmed number, or to one that the organisation registered.
 */
const range = z.optional(z.string());
/** Absent: by SMS. */
const channel = z.optional(z.literal("voice"));
/** "unknown": of a type that only a newer release knows. */
const factorType = orElse(z.enum(shownTypes), () => "unknown" as const);
const factor = { factorId: z.string(), factorType };
const method = z.enum(methods);
const loginMethod = z.enum(loginMethods);
const wrongCode = {
  method,
  /** Right codes that the wrong one was compared with: what it costs of the slow budget. */
  compared: z._default(z.int(), 3),
  /** The part of the slow budget, in percent, that this code reached. */
  spent: z.optional(z.literal([25, 50, 100])),
};
const deviceId = { deviceId: z.string() };
const removed = { factors: z.int(), backupCodes: z.int() };

/** Why a device is asked for codes again; `stale_token`: somebody has used a copy of its token. */
const deviceEnds = [
  "user",
  "admin",
  "stale_token",
  "out_of_step",
  "factor",
  "password",
  "policy",
  "pushed_out",
] as const;

const approval = {
  approvalId: z.string(),
  action: z.enum(approvalActions),
  /** The one user that it is about. Absent: several, or nobody. */
  userRef: z.optional(z.string()),
  reason: z.optional(z.string()),
};
/** Why a recovery ends without a set-up; `login`: with a factor or a backup code, `time`: nobody went on with it. */
const recoveryEnds = ["user", "login", "link", "admin", "time", "contact", "policy", "factor"] as const;

const event = <S extends z.core.$ZodShape>(version: number, meaning: string, data: S) => ({
  version,
  meaning,
  data: z.strictObject(data),
});

/**
 * Every event that a change leaves, with the version of its data. No codes, secrets, phone numbers or e-mail addresses:
 * users are named by their keyed reference.
 */
export const eventCatalogue = {
  "factor.enrollment_started": event(1, "A factor was set up and awaits its confirmation", factor),
  "factor.activated": event(1, "A factor was confirmed; with the first one 2FA is on", {
    ...factor,
    first: z.boolean(),
    country,
    range,
    /** Of a passkey: whether copies of it may be on other devices. */
    synced: z.optional(z.boolean()),
  }),
  "factor.updated": event(1, "A factor was renamed or made the preferred one", factor),
  "factor.removed": event(1, "A factor was removed, others remain", factor),
  "two_factor.disabled": event(1, "The user switched 2FA off", removed),
  "backup_codes.regenerated": event(1, "New backup codes replaced the old ones", { count: z.int() }),
  "login.succeeded": event(2, "A right code completed the second step", {
    method: loginMethod,
    backupCodesRemaining: z.int(),
    /** Wrong codes of any method since the login before. */
    failedBefore: z._default(z.int(), 0),
    country,
    channel,
    /** Of a passkey: whether the authenticator also checked who holds it. */
    userVerified: z.optional(z.boolean()),
  }),
  "code.rejected": event(2, "A wrong code was counted", { ...wrongCode, attemptsRemaining: z.int() }),
  "method.locked": event(2, "Wrong codes closed a method for a while", { ...wrongCode, until: z.iso.datetime() }),
  "method.disabled": event(2, "Too many wrong codes in a row disabled a method", wrongCode),
  "method.reopened": event(1, "A method that wrong codes had closed takes a few more", {
    method,
    by: z.enum(["admin", "link", "password"]),
    /** An admin's. */
    reason: z.optional(z.string()),
  }),
  "contact.changed": event(1, "The login's token named another address; for 30 days notices go to both", {}),
  "passkey.counter_fell": event(1, "A security key's counter went back: it may have been copied", {
    factorId: z.string(),
  }),
  "sms.requested": event(1, "An SMS code was about to be handed to the provider", {
    factorId: z.string(),
    purpose: z.enum(["login", "enrollment", "caller_check"]),
    country,
    range,
    channel,
  }),
  "sms.failed": event(1, "The requested SMS did not go out", {
    factorId: z.string(),
    reason: z.string(),
    country,
    range,
    channel,
  }),
  "sms.undelivered": event(1, "The provider took an SMS, and the phone did not get it", {
    factorId: z.string(),
    reason: z.enum(deliveryFailures),
  }),
  "sms.paused": event(1, "Too few codes came back: set-ups of phones in a range or country get no SMS for a while", {
    country: z.string(),
    /** Null: the whole country, but for ranges that brought a code back. */
    range: z.nullable(z.string()),
    /** Past where an operator let it send again. */
    until: z.iso.datetime(),
  }),
  "account.reset": event(1, "An admin removed all factors, codes and locks of a user", {
    ...removed,
    reason: z.string(),
  }),
  "account.frozen": event(1, "The link of an e-mail stopped changes of the second factor for a day", {}),
  "change.undone": event(1, "A removed factor is back, and what was set up since is gone", {
    ...factor,
    /** The factors that went. */
    removed: z.array(z.string()),
    backupCodes: z.int(),
  }),
  "account.restored": event(
    1,
    "The account came back from a backup: what may have been used or removed since is gone",
    {
      ...removed,
      /** No factor is left; an admin has to reset. */
      shut: z.boolean(),
    },
  ),
  "account.erased": event(1, "All that was kept of a user was erased", {}),
  "tenant.erased": event(1, "All that was kept of an organisation and its users was erased", {}),
  "phone.pre_registered": event(1, "An admin defined the only number that the user may register first", {}),
  "phone.pre_registration_removed": event(1, "An admin removed the pre-registered number", {}),
  "device.trusted": event(1, "A code was right, and its device is not asked for one for some days", deviceId),
  "login.remembered": event(1, "A device that is not asked for a code completed a login", deviceId),
  "device.ended": event(1, "A device is asked for codes again", { ...deviceId, why: z.enum(deviceEnds) }),
  "bypass_code.issued": event(1, "An admin made a code that stands in for the factor in one login", {
    hours: z.int(),
    reason: z.string(),
  }),
  "caller.checked": event(1, "A caller told the help desk the two words that the user was sent", {
    by: z.enum(callerChannels),
  }),
  "approval.requested": event(1, "An act of an admin waits for a second person", approval),
  "approval.granted": event(1, "A second person approved an act, which was then carried out", approval),
  "approval.dropped": event(1, "An act that waited for a second person was given up", approval),
  "recovery.asked": event(1, "The user asked to set up afresh; a code went to the known address", {}),
  "recovery.waiting": event(1, "The code was right; everybody who can reach the user is told, and a delay runs", {
    readyAt: z.iso.datetime(),
    needsApproval: z.boolean(),
  }),
  "recovery.approved": event(1, "An admin approved a user's recovery", { reason: z.string() }),
  "recovery.cancelled": event(1, "A recovery ended without a set-up", {
    by: z.enum(recoveryEnds),
    /** An admin's. */
    reason: z.optional(z.string()),
  }),
  "recovery.completed": event(1, "A new factor replaced all factors, codes and devices of a user", factor),
  "factor.imported": event(1, "A factor came with an import from another system", {
    factorType,
    /** The format that it came in. */
    from: z.string(),
  }),
  "factors.exported": event(1, "An operator exported the factors of an organisation, with their secrets", {
    users: z.int(),
    encrypted: z.boolean(),
  }),
  "policy.updated": event(2, "The organisation's policy was replaced", {
    version: z.int(),
    required: z.boolean(),
    factorTypes: z.array(z.string()),
    phoneRegistration: z.enum(phoneRegistrations),
    /** Absent: of a release that knew one person only. */
    resetApproval: z.optional(z.enum(resetApprovals)),
    /** From here on absent in version 1. */
    enforcement: z.optional(z.enum(enforcements)),
    enforcementFrom: z.optional(z.nullable(z.iso.datetime())),
    graceDays: z.optional(z.int()),
    requiredFor: z.optional(z.strictObject({ roles: z.array(z.string()) })),
  }),
  "requirement.changed": event(1, "An admin said that this user must use a second factor, or took it back", {
    required: z.nullable(z.literal(true)),
    reason: z.string(),
  }),
  "grace.started": event(1, "The first login that asked for a set-up let the user put it off", {
    until: z.iso.datetime(),
  }),
} as const;

export type EventType = keyof typeof eventCatalogue;
export type EventData<T extends EventType> = z.output<(typeof eventCatalogue)[T]["data"]>;

/** An event as a decision states it; the edge adds the id, the time and the actor. */
export type EventDraft = { [T in EventType]: { readonly type: T; readonly data: EventData<T> } }[EventType];

export const actorRoles = ["user", "admin", "operator", "system"] as const;

/** The actor: the role acted in and the person's keyed reference. */
export interface Actor {
  readonly role: (typeof actorRoles)[number];
  readonly ref: string;
}

export type AccountEvent = EventDraft & {
  /** `evt_` and 128 random bits; also tells a lost write from a landed one. */
  readonly id: string;
  readonly at: Instant;
  readonly actor: Actor;
};

/** An event as it is stored and read back: of any type and version, since another release may have written it. */
export interface RecordedEvent {
  readonly id: string;
  readonly type: string;
  /** Of the data; absent: 1. */
  readonly version?: number;
  readonly at: Instant;
  readonly actor: Actor;
  readonly data: Readonly<Record<string, unknown>>;
}

export const isEventType = (type: string): type is EventType => Object.hasOwn(eventCatalogue, type);

/** The version of a type's data that this release writes; 1 for a type that it does not know. */
export const versionOf = (type: string): number => (isEventType(type) ? eventCatalogue[type].version : 1);
