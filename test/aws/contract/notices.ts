import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { noticeKey } from "../../../shared/aws/dynamodb/keys.ts";
import { noticeStore } from "../../../shared/aws/dynamodb/notice-store.ts";
import type { NoticeKey } from "../../../shared/ports/notices.ts";
import { day, now, second } from "../examples.ts";
import type { Given } from "./given.ts";

export function noticesContract({ itemAt, table }: Given): void {
  describe("notices", () => {
    const someNotice = (): NoticeKey => ({ eventId: `evt_${randomUUID()}`, to: "known" });
    const until = now + 120 * second;
    const claim = (notice: NoticeKey, holder: string, at = now) =>
      noticeStore(table()).claim(notice, { holder, now: at, until: at + 120 * second });

    it("are claimed by one of many at once", async () => {
      const notice = someNotice();
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, nth) => claim(notice, `holder ${String(nth)}`)),
      );
      expect(outcomes.filter((outcome) => outcome === "claimed")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "leased")).toHaveLength(11);
    });

    it("are claimed apart for each event and each contact", async () => {
      const notice = someNotice();
      await expect(claim(notice, "one")).resolves.toBe("claimed");
      await expect(claim({ ...notice, to: "renewed" }, "other")).resolves.toBe("claimed");
      await expect(claim(someNotice(), "other")).resolves.toBe("claimed");
    });

    it("whose holder died can be claimed again when the lease ends, and not before, by one", async () => {
      const notice = someNotice();
      await claim(notice, "dead");
      await expect(claim(notice, "early", until - 1)).resolves.toBe("leased");
      const outcomes = await Promise.all(["a", "b", "c"].map((holder) => claim(notice, holder, until)));
      expect(outcomes.toSorted()).toEqual(["claimed", "leased", "leased"]);
    });

    it("stay claimed by whoever asks again because the answer got lost", async () => {
      const notice = someNotice();
      await claim(notice, "one");
      await expect(claim(notice, "one")).resolves.toBe("claimed");
    });

    it("that were given back can be claimed at once, those of another holder not", async () => {
      const notice = someNotice();
      await claim(notice, "one");
      await noticeStore(table()).release(notice, { holder: "other", now });
      await expect(claim(notice, "two")).resolves.toBe("leased");
      await noticeStore(table()).release(notice, { holder: "one", now });
      await expect(claim(notice, "two")).resolves.toBe("claimed");
    });

    it("that are settled stay so: neither claimed nor given back, however late", async () => {
      const notice = someNotice();
      await claim(notice, "one");
      await noticeStore(table()).settle(notice, now);
      await noticeStore(table()).release(notice, { holder: "one", now });
      await noticeStore(table()).release(notice, { holder: "", now });
      await expect(claim(notice, "one")).resolves.toBe("settled");
      await expect(claim(notice, "late", now + day)).resolves.toBe("settled");
    });

    it("are kept for a week and say nothing of the user", async () => {
      const notice = someNotice();
      await claim(notice, "one");
      await expect(itemAt(noticeKey(notice))).resolves.toEqual({
        pk: `NOTICE#${notice.eventId}`,
        sk: "KNOWN",
        s: 1,
        holder: "one",
        leasedUntil: until,
        settled: false,
        ttl: Math.ceil((now + 7 * day) / 1000),
      });
    });
  });
}
