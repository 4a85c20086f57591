import { describe, expect, it } from "vitest";
import { eventCatalogue } from "../../shared/account/events.ts";
import { localeOf } from "../../web/elements/language/language.ts";
import { en as english } from "../../web/elements/texts/en/pack.ts";
import { loadLanguage } from "../../web/elements/language/packs.ts";
import { translatorOf } from "../../web/elements/language/translator.ts";
import { updateActivity, noActivity } from "../../web/elements/activity/update.ts";
import { activityMethod, activitySentence } from "../../web/elements/activity/sentence.ts";
import type { ActivityMessage } from "../../web/elements/activity/state.ts";
import type { ActivityEvent } from "../../web/elements/settings/data.ts";

await loadLanguage("en");

const event = (id: string): ActivityEvent => ({
  id,
  type: "login.succeeded",
  at: "2026-11-21T10:00:00Z",
  actor: { role: "user", ref: "usr_1" },
  data: { method: "sms" },
});
const came = (ids: readonly string[], cursor: string | null): ActivityMessage => ({
  type: "came",
  data: { events: ids.map(event), cursor },
});
const after = (...messages: readonly ActivityMessage[]) => messages.reduce(updateActivity, noActivity);

describe("the activity", () => {
  it("begins with a few, and brings older ones below them", () => {
    expect(after({ type: "refresh" })).toMatchObject({ request: { cursor: null, limit: 5 } });
    const more = after({ type: "refresh" }, came(["1", "2"], "c"), { type: "more" });
    expect(more).toMatchObject({ request: { cursor: "c" } });
    expect(updateActivity(more, came(["3"], null))).toMatchObject({
      events: [{ id: "1" }, { id: "2" }, { id: "3" }],
      cursor: null,
    });
  });

  it("is not asked for twice, nor beyond its end", () => {
    const asking = after({ type: "refresh" }, came(["1"], "c"), { type: "more" });
    expect(updateActivity(asking, { type: "more" })).toBe(asking);
    const end = after({ type: "refresh" }, came(["1"], null));
    expect(updateActivity(end, { type: "more" })).toBe(end);
  });

  it("is renewed as far as it is shown", () => {
    const seven = after({ type: "refresh" }, came(["1", "2", "3", "4", "5", "6", "7"], "c"), { type: "refresh" });
    expect(seven).toMatchObject({ request: { cursor: null, limit: 7 } });
    expect(updateActivity(seven, came(["0"], null))).toMatchObject({ events: [{ id: "0" }] });
  });

  it("that fails keeps what is shown", () => {
    const failed = after(
      { type: "refresh" },
      came(["1"], "c"),
      { type: "more" },
      { type: "refused", problem: { code: "offline" } },
    );
    expect(failed).toMatchObject({ events: [{ id: "1" }], cursor: "c", trouble: "offline", request: null });
  });
});

describe("an event", () => {
  const translator = translatorOf(localeOf(["en"]));

  it("of every kind has its sentence", () => {
    expect(Object.keys(english.activity).toSorted()).toEqual([...Object.keys(eventCatalogue), "other"].toSorted());
  });

  it("of a newer service is not hidden", () => {
    expect(activitySentence(translator, { type: "toString" as "login.succeeded" })).toBe("Something else happened");
  });

  it("names its method, if it is about one", () => {
    expect(activityMethod(translator, { data: { method: "backup_code" } })).toBe("Backup code");
    expect(activityMethod(translator, { data: { factorType: "totp" } })).toBe("Authenticator app");
    expect(activityMethod(translator, { data: { method: "toString" } })).toBeNull();
  });
});
