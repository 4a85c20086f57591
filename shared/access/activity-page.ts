import { invalid } from "../http/problem.ts";
import type { ActivityStore, UserKey } from "../ports/stores.ts";
import { isoTime } from "./views.ts";

/** One page of a user's events, newest first. */
export async function activityPage(
  { activity }: { readonly activity: ActivityStore },
  user: UserKey,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const page = await activity.list(user, { limit, cursor: cursor ?? null });
  if (page === "invalid_cursor") throw invalid([{ path: "cursor", message: "Not a cursor of an earlier page" }]);
  const events = page.entries.map(({ id, type, at, actor, data }) => ({
    id,
    type,
    at: isoTime(at),
    actor,
    data: { ...data },
  }));
  return { events, cursor: page.cursor };
}
