import type { Actor } from "../account/events.ts";
import { type Outcome, refused } from "../account/decision.ts";
import type { ActivityStore, UserKey } from "../ports/stores.ts";
import { isoTime } from "../account/instant.ts";

interface ActivityEvent {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: Actor;
  readonly data: Record<string, unknown>;
}

/** One page of a user's events, newest first. */
export async function activityPage(
  { activity }: { readonly activity: ActivityStore },
  user: UserKey,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Outcome<{ readonly events: ActivityEvent[]; readonly cursor: string | null }>> {
  const page = await activity.list(user, { limit, cursor: cursor ?? null });
  if (page === null)
    return refused({
      code: "invalid_request",
      errors: [{ path: "cursor", message: "Not a cursor of an earlier page" }],
    });
  const events = page.entries.map(({ id, type, at, actor, data }) => ({
    id,
    type,
    at: isoTime(at),
    actor,
    data: { ...data },
  }));
  return { ok: true, events, cursor: page.cursor };
}
