import { describe, expect, it } from "vitest";
import { eventCatalogue } from "../../shared/account/events.ts";
import { localeOf } from "../../web/elements/language/language.ts";
import { admin as englishOfAdmins } from "../../web/elements/texts/en/admin.ts";
import { en as english } from "../../web/elements/texts/en/pack.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { type ActivityMessage, noActivity, updateActivity } from "../../web/elements/activity/update.ts";
import { adminEventText, eventMethod, ownEventText } from "../../web/elements/activity/view.ts";
import type { ActivityEvent } from "../../web/elements/api.ts";

await loadLanguage("en", "admin");

const event = (id: string): ActivityEvent => ({
  id,
  type: "login.succeeded",
  at: "2026-11-21T10:00:00Z",
  actor: { role: "user", ref: "usr_1" },
  data: { method: "sms" },
});
const came = (ids: readonly string[], cursor: string | null): ActivityMessage => ({
  type: "answered",
  page: { events: ids.map(event), cursor },
});
const open: ActivityMessage = { type: "opened", userId: null };
const after = (...messages: readonly ActivityMessage[]) => messages.reduce(updateActivity, noActivity);

describe("the activity", () => {
  it("begins with a few, and brings older ones below them", () => {
    expect(after(open)).toMatchObject({ request: { cursor: null, limit: 5 } });
    const more = after(open, came(["1", "2"], "c"), { type: "more" });
    expect(more).toMatchObject({ request: { cursor: "c" } });
    expect(updateActivity(more, came(["3"], null))).toMatchObject({
      events: [{ id: "1" }, { id: "2" }, { id: "3" }],
      cursor: null,
    });
  });

  it("is not asked for twice, nor beyond its end", () => {
    const asking = after(open, came(["1"], "c"), { type: "more" });
    expect(updateActivity(asking, { type: "more" })).toBe(asking);
    const end = after(open, came(["1"], null));
    expect(updateActivity(end, { type: "more" })).toBe(end);
  });

  it("is renewed as far as it is shown", () => {
    const seven = after(open, came(["1", "2", "3", "4", "5", "6", "7"], "c"), open);
    expect(seven).toMatchObject({ request: { cursor: null, limit: 7 } });
    expect(updateActivity(seven, came(["0"], null))).toMatchObject({ events: [{ id: "0" }] });
  });

  it("that fails keeps what is shown", () => {
    const failed = after(
      open,
      came(["1"], "c"),
      { type: "more" },
      { type: "refused", problem: { code: "offline" }, now: 0 },
    );
    expect(failed).toMatchObject({ events: [{ id: "1" }], cursor: "c", trouble: { code: "offline" }, request: null });
  });

  it("is asked for again as it was", () => {
    const failed = after(open, { type: "refused", problem: { code: "offline" }, now: 0 });
    expect(updateActivity(failed, { type: "retry" })).toMatchObject({ request: { cursor: null, limit: 5 } });
  });

  it("of another user never shows the events of the one before", () => {
    const ann = after({ type: "opened", userId: "ann" }, came(["1"], null));
    expect(updateActivity(ann, { type: "opened", userId: "ann" })).toMatchObject({ events: [{ id: "1" }] });
    expect(updateActivity(ann, { type: "opened", userId: "bert" })).toMatchObject({ events: null, userId: "bert" });
    expect(updateActivity(ann, { type: "closed" })).toBe(noActivity);
  });
});

describe("an event", () => {
  const translator = translatorOf(localeOf(["en"]));

  it("of every kind has its sentence, for its user and for the admins", () => {
    expect(Object.keys(english.activity).toSorted()).toEqual(Object.keys(eventCatalogue).toSorted());
    expect(Object.keys(eventCatalogue).filter((type) => !Object.hasOwn(englishOfAdmins, type))).toEqual([]);
  });

  it.each(["factor.melted", "toString"])("of the newer type %s is shown under its raw type", (type) => {
    expect(ownEventText(translator, { type })).toBe(type);
    expect(adminEventText(translator, { ...event("1"), type, actor: { role: "partner", ref: "" } })).toBe(
      `${type} · Phone · partner`,
    );
  });

  it("of an export says how much left, whether it can be read, and that a person ran the command", () => {
    const exported = (users: number, encrypted: boolean) =>
      adminEventText(translator, {
        type: "factors.exported",
        actor: { role: "system", ref: "export-factors" },
        data: { users, encrypted },
      });
    expect(exported(2, false)).toBe(
      "Factors exported · 2 users, not encrypted · by the operator’s command export-factors",
    );
    expect(exported(1, true)).toContain("1 user, encrypted");
    const watched = { ...event("1"), actor: { role: "system", ref: "watch" } } as const;
    expect(adminEventText(translator, watched)).toContain("automatically");
  });

  it("names its method, if it is about one that this page knows", () => {
    expect(eventMethod(translator, { data: { method: "backup_code" } })).toBe("Backup code");
    expect(eventMethod(translator, { data: { factorType: "totp" } })).toBe("Authenticator app");
    expect(eventMethod(translator, { data: { method: "toString" } })).toBeNull();
    expect(eventMethod(translator, { data: { factorType: "passkey" } })).toBe("Passkey");
    expect(eventMethod(translator, { data: { factorType: "hologram" } })).toBeNull();
  });
});
