import * as z from "zod/mini";
import { type EventData, type EventType, eventCatalogue } from "../account/events.ts";
import type { LoginMethod } from "../account/guess-budget.ts";
import type { PublishedEvent } from "../ports/outbound.ts";

/**
 * Events that users are notified of. Of logins, those with a backup code, with a bypass code or after wrong codes; of wrong codes, those that reach a part of the slow budget; of
 * devices that are asked for codes again, those whose token was used twice.
 */
export const notifiedTypes = [
  "factor.activated",
  "factor.removed",
  "two_factor.disabled",
  "backup_codes.regenerated",
  "login.succeeded",
  "code.rejected",
  "method.locked",
  "method.disabled",
  "method.reopened",
  "contact.changed",
  "account.frozen",
  "change.undone",
  "passkey.counter_fell",
  "account.reset",
  "account.restored",
  "device.trusted",
  "device.ended",
  "phone.pre_registered",
  "phone.pre_registration_removed",
  "bypass_code.issued",
  "recovery.waiting",
  "recovery.approved",
  "recovery.cancelled",
  "recovery.completed",
] as const satisfies readonly EventType[];
export type NotifiedType = (typeof notifiedTypes)[number];

export type NotifiedEvent<T extends NotifiedType = NotifiedType> = {
  [P in T]: {
    readonly id: string;
    readonly type: P;
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly data: EventData<P>;
  };
}[T];

/** A backup code is rare, and its list may have been stolen; a bypass code may have been issued to somebody else: the user hears of each. */
export const notifiedLogins: Readonly<Record<LoginMethod, boolean>> = {
  totp: false,
  sms: false,
  passkey: false,
  backup_code: true,
  bypass_code: true,
};

/** Wrong codes before a login from which on the user is told of them. */
export const suspiciousFailures = 3;
export const isSuspicious = (failedBefore: number): boolean => failedBefore >= suspiciousFailures;

type DeviceEnd = EventData<"device.ended">["why"];
/** A token that is older than any that can have got lost on its way. */
export const isTheft = (why: DeviceEnd): boolean => why === "stale_token";
const isOutOfStep = (why: DeviceEnd): boolean => why === "out_of_step";

/** Days in which a user is told once of events of this kind, since none of them is urgent; null: of each. */
export const daysOfQuiet = (event: NotifiedEvent): number | null =>
  event.type === "device.ended" && isOutOfStep(event.data.why) ? 30 : null;

const isNotified = (type: string): type is NotifiedType => notifiedTypes.some((one) => one === type);

/** The event as the texts need it; null if users are not notified of it. Throws if its data lack a field of its type: a later version may add fields, never drop one. */
export function notifiedEvent({ id, type, at, data }: PublishedEvent): NotifiedEvent | null {
  if (!isNotified(type)) return null;
  const event = { id, type, at, data: z.object(eventCatalogue[type].data.shape).parse(data) } as NotifiedEvent;
  return isTold(event) ? event : null;
}

function isTold(event: NotifiedEvent): boolean {
  switch (event.type) {
    case "login.succeeded":
      return notifiedLogins[event.data.method] || isSuspicious(event.data.failedBefore);
    case "code.rejected":
      return event.data.spent !== undefined;
    case "device.ended":
      return isTheft(event.data.why) || isOutOfStep(event.data.why);
    default:
      return true;
  }
}
