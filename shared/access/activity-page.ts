import type { Actor, RecordedEvent } from "../account/events.ts";
import { type Outcome, refused } from "../account/decision.ts";
import type { ActivityStore, UserKey } from "../ports/stores.ts";
import { named, peopleOf } from "./people.ts";
import { isoTime } from "../account/instant.ts";

interface ActivityEvent {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: Actor;
  readonly data: Record<string, unknown>;
}

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const notACursor = refused({
  code: "invalid_request",
  errors: [{ path: "cursor", message: "Not a cursor of an earlier page" }],
});

const eventView = ({ id, type, at, actor, data }: RecordedEvent): ActivityEvent => ({
  id,
  type,
  at: isoTime(at),
  actor,
  data: { ...data },
});

/** One page of a user's events, newest first. */
export async function activityPage(
  { activity }: { readonly activity: ActivityStore },
  user: UserKey,
  { limit, cursor }: Page,
): Promise<Outcome<{ readonly events: ActivityEvent[]; readonly cursor: string | null }>> {
  const page = await activity.list(user, { limit, cursor: cursor ?? null });
  return page === null ? notACursor : { ok: true, events: page.entries.map(eventView), cursor: page.cursor };
}

/** An approval is the organisation's; the act that it is for may be about one user. */
function userOf({ data }: RecordedEvent): string | null {
  const { userRef }: { readonly userRef?: unknown } = data;
  return typeof userRef === "string" ? userRef : null;
}

/** One page of an organisation's changes and admins' acts, newest first, with the people's names. */
export async function organisationPage(
  services: { readonly activity: ActivityStore } & Parameters<typeof peopleOf>[0],
  tenant: string,
  { limit, cursor }: Page,
) {
  const page = await services.activity.listOrganisation(tenant, { limit, cursor: cursor ?? null });
  if (page === null) return notACursor;
  const entries = page.entries.map(({ entry, ref }) => ({ entry, ref: ref ?? userOf(entry) }));
  const refs = entries.flatMap(({ entry, ref }) => [entry.actor.ref, ...(ref === null ? [] : [ref])]);
  const person = await peopleOf(services, tenant, refs);
  const events = entries.map(({ entry, ref }) => ({
    ...eventView(entry),
    actor: named(entry.actor, person),
    user: ref === null ? null : { ref, userId: person(ref).userId },
  }));
  return { ok: true as const, events, cursor: page.cursor };
}
