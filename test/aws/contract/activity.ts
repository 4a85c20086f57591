import { describe, expect, it } from "vitest";
import { activityStore } from "../../../shared/aws/dynamodb/activity-store.ts";
import { eventKey } from "../../../shared/aws/dynamodb/keys.ts";
import type { RecordedEvent } from "../../../shared/account/events.ts";
import type { UserKey } from "../../../shared/ports/stores.ts";
import { day, hour, loginSucceeded, now, policyUpdated } from "../examples.ts";
import type { Given } from "./given.ts";

export function activityContract({ someUser, someTenant, itemAt, table }: Given): void {
  describe("activity", () => {
    const entryOf = (index: number): RecordedEvent => ({ ...loginSucceeded(index), at: now + index * hour });
    const record = async (someone: UserKey, count: number) => {
      for (let index = 0; index < count; index++) await activityStore(table(), 400).record(someone, entryOf(index));
    };

    it("is listed newest first, page by page, each entry once, without an empty last page", async () => {
      const [store, someone] = [activityStore(table(), 400), someUser()];
      await record(someone, 6);
      await record({ ...someone, ref: `${someone.ref}x` }, 1);
      const pages: (readonly RecordedEvent[])[] = [];
      let cursor: string | null = null;
      do {
        const page = await store.list(someone, { limit: 3, cursor });
        if (page === null) throw new Error("The cursor of a page was refused");
        pages.push(page.entries);
        cursor = page.cursor;
      } while (cursor !== null);
      expect(pages).toEqual([
        [entryOf(5), entryOf(4), entryOf(3)],
        [entryOf(2), entryOf(1), entryOf(0)],
      ]);
    });

    it("takes the same event twice as one", async () => {
      const [store, someone] = [activityStore(table(), 400), someUser()];
      await store.record(someone, entryOf(1));
      await store.record(someone, entryOf(1));
      await expect(store.list(someone, { limit: 10, cursor: null })).resolves.toEqual({
        entries: [entryOf(1)],
        cursor: null,
      });
    });

    it("keeps a tenant's events apart from its users', for as many days as set", async () => {
      const tenant = someTenant();
      await activityStore(table(), 30).record({ tenant, ref: null }, policyUpdated());
      const kept = await itemAt(eventKey({ tenant, ref: null }, policyUpdated()));
      expect(kept).toMatchObject({ ttl: Math.ceil((now + 30 * day) / 1000) });
      await expect(
        activityStore(table(), 30).list({ tenant, ref: "" }, { limit: 10, cursor: null }),
      ).resolves.toMatchObject({ entries: [] });
    });

    it("shows nothing of another user to who holds the other's cursor", async () => {
      const [store, someone, other] = [activityStore(table(), 400), someUser(), someUser()];
      await record(someone, 3);
      await store.record(other, entryOf(0));
      const page = await store.list(someone, { limit: 1, cursor: null });
      const cursor = page === null ? null : page.cursor;
      expect(cursor).not.toBeNull();
      await expect(store.list(other, { limit: 10, cursor })).resolves.toEqual({ entries: [entryOf(0)], cursor: null });
    });

    const encoded = (text: string) => Buffer.from(text).toString("base64url");
    it.each([
      ["empty", ""],
      ["no base64url", "***"],
      ["a key of another kind", encoded("ACCOUNT")],
      ["with a prefix", encoded("EVENT#2026-11-21T13:59:30.123Z#evt_1")],
      ["with a third part", encoded("2026-11-21T13:59:30.123Z#evt_1#x")],
      ["a whole key", encoded(JSON.stringify({ pk: "USER#acme#usr_1", sk: "EVENT#2026-11-21T13:59:30.123Z#evt_1" }))],
      ["written in another way", `${encoded("2026-11-21T13:59:30.123Z#evt_1")}=`],
    ])("refuses a cursor that is %s", async (_, cursor) => {
      await expect(activityStore(table(), 400).list(someUser(), { limit: 10, cursor })).resolves.toBeNull();
    });
  });
}
