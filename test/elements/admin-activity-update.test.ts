import { describe, expect, it } from "vitest";
import { updateActivity, noActivity, type ActivityMessage } from "../../web/elements/activity/update.ts";
import { problem } from "./problem.ts";

const now = 1_700_000_000_000;

describe("the activity", () => {
  const event = (id: string) =>
    ({ id, type: "login.succeeded", at: "x", actor: { role: "user", ref: "usr_1" }, data: {} }) as const;
  const page = (id: string, cursor: string | null): ActivityMessage => ({
    type: "answered",
    page: { events: [event(id)], cursor },
  });
  const listed = (...messages: readonly ActivityMessage[]) => messages.reduce(updateActivity, noActivity);
  const opened: ActivityMessage = { type: "opened", userId: "ann" };

  it("grows page by page to its end", () => {
    const first = listed(opened, page("1", "c"));
    const more = updateActivity(first, { type: "more" });
    expect(more.request).toEqual({ userId: "ann", cursor: "c", limit: 15 });
    const all = updateActivity(more, page("2", null));
    expect(all.events?.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(updateActivity(all, { type: "more" })).toBe(all);
  });

  it("of another user begins empty; of the same it stays until the new one is there", () => {
    const first = listed(opened, page("1", null));
    expect(updateActivity(first, { type: "opened", userId: "bert" }).events).toBeNull();
    const again = updateActivity(first, opened);
    expect(again.events).toHaveLength(1);
    expect(updateActivity(again, page("2", null)).events?.map(({ id }) => id)).toEqual(["2"]);
  });

  it("keeps what is there when the next page fails", () => {
    const failed = listed(opened, page("1", "c"), { type: "more" }, { type: "refused", problem: problem("busy"), now });
    expect(failed.events).toHaveLength(1);
    expect(updateActivity(failed, { type: "retry" }).request).toEqual({ userId: "ann", cursor: "c", limit: 15 });
  });
});
