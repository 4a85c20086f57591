import { type EventData, type EventType, eventCatalogue } from "../account/events.ts";
import type { LoginMethod } from "../account/guess-budget.ts";
import type { PublishedEvent } from "../ports/outbound.ts";

/** The events that the user is told of; of logins only those with a backup code. */
export const notifiedTypes = [
  "factor.activated",
  "factor.removed",
  "two_factor.disabled",
  "backup_codes.regenerated",
  "login.succeeded",
  "method.locked",
  "method.disabled",
  "account.reset",
  "account.restored",
  "phone.pre_registered",
  "phone.pre_registration_removed",
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

/** A backup code is rare, and its list may have been stolen. */
const isNotifiedLogin: Readonly<Record<LoginMethod, boolean>> = { totp: false, sms: false, backup_code: true };

const isNotified = (type: string): type is NotifiedType => notifiedTypes.some((one) => one === type);

/** The event as the texts need it; null if it is not told. Throws if its data are not of its type: a later version may know more, but not less. */
export function notifiedEvent({ id, type, at, data }: PublishedEvent): NotifiedEvent | null {
  if (!isNotified(type)) return null;
  const event = { id, type, at, data: eventCatalogue[type].data.strip().parse(data) } as NotifiedEvent;
  return event.type === "login.succeeded" && !isNotifiedLogin[event.data.method] ? null : event;
}
