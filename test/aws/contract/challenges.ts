import { describe, expect, it } from "vitest";
import { accountStore, challengeStore } from "../../../shared/aws/dynamodb/account-store.ts";
import { activityStore } from "../../../shared/aws/dynamodb/activity-store.ts";
import { challengeKey } from "../../../shared/aws/dynamodb/keys.ts";
import { emptyAccount } from "../../../shared/account/account.ts";
import type { Challenge } from "../../../shared/account/factor.ts";
import { bytesOf, idOf, loginSucceeded, now, second, sms, fullAccount } from "../examples.ts";
import type { Given } from "./given.ts";

export function challengesContract({ someUser, itemAt, table }: Given): void {
  describe("challenges", () => {
    const challengeOf = (factorId: string, first: number): Challenge => ({
      id: idOf("chl", first),
      factorId,
      mac: bytesOf(32, first),
      sentAt: now,
      resendAt: now + 30 * second,
      expiresAt: now + 300 * second,
      handedOver: false,
    });

    it("are read with the account: the newest of each factor, of this user only, and no activity", async () => {
      const [store, someone] = [accountStore(table()), someUser()];
      const other = { ...someone, ref: `${someone.ref}x` };
      const [first, replaced, next] = [challengeOf("fac_a", 1), challengeOf(sms.id, 2), challengeOf(sms.id, 3)];
      await store.write(someone, { ...fullAccount, version: 0 });
      for (const challenge of [first, replaced, next]) await challengeStore(table()).put(someone, challenge);
      await challengeStore(table()).put(other, challengeOf(sms.id, 4));
      await activityStore(table(), 400).record(someone, loginSucceeded());
      const read = await store.readWithChallenges(someone);
      expect(read.account).toEqual({ ...fullAccount, version: 1 });
      expect(read.challenges).toHaveLength(2);
      expect(read.challenges).toEqual(expect.arrayContaining([first, next]));
      await expect(store.readWithChallenges(other)).resolves.toMatchObject({
        account: emptyAccount,
        challenges: [challengeOf(sms.id, 4)],
      });
    });

    it("put back are only in the place of the one that was abandoned", async () => {
      const [store, someone] = [challengeStore(table()), someUser()];
      const [earlier, abandoned, newest] = [1, 2, 3].map((first) => challengeOf(sms.id, first)) as [
        Challenge,
        Challenge,
        Challenge,
      ];
      const idNow = async () => (await itemAt(challengeKey(someone, sms.id)))?.["id"];
      await store.putBack(someone, earlier, abandoned.id);
      expect(await idNow()).toBeUndefined();
      await store.put(someone, abandoned);
      await store.putBack(someone, earlier, abandoned.id);
      expect(await idNow()).toBe(earlier.id);
      await store.put(someone, newest);
      await store.putBack(someone, earlier, abandoned.id);
      expect(await idNow()).toBe(newest.id);
    });

    it("are not put in the place of one that a later call has put", async () => {
      const [store, someone] = [challengeStore(table()), someUser()];
      const [slow, later] = [challengeOf(sms.id, 1), { ...challengeOf(sms.id, 2), sentAt: now + 5 * second }];
      await expect(store.put(someone, later)).resolves.toBe("written");
      await expect(store.put(someone, slow)).resolves.toBe("conflict");
      await expect(itemAt(challengeKey(someone, sms.id))).resolves.toMatchObject({ id: later.id });
    });

    it("are marked as handed over, unless a newer one is in their place", async () => {
      const [store, someone] = [challengeStore(table()), someUser()];
      const [sent, newer] = [challengeOf(sms.id, 1), challengeOf(sms.id, 2)];
      await store.put(someone, sent);
      await store.replace(someone, { ...sent, handedOver: true });
      await expect(itemAt(challengeKey(someone, sms.id))).resolves.toMatchObject({ id: sent.id, handedOver: true });
      await store.put(someone, newer);
      await store.replace(someone, { ...sent, handedOver: true });
      await expect(itemAt(challengeKey(someone, sms.id))).resolves.toMatchObject({ id: newer.id, handedOver: false });
    });

    it("stay as long as the wait for the next SMS, if their code ends before it", async () => {
      const someone = someUser();
      const long = { ...challengeOf(sms.id, 1), resendAt: now + 3600 * second };
      await challengeStore(table()).put(someone, long);
      await expect(itemAt(challengeKey(someone, sms.id))).resolves.toMatchObject({
        ttl: Math.ceil((now + 3600 * second) / 1000),
      });
    });

    it("live no longer in the table than they can be redeemed, counted in seconds", async () => {
      const someone = someUser();
      await challengeStore(table()).put(someone, challengeOf(sms.id, 1));
      await expect(itemAt(challengeKey(someone, sms.id))).resolves.toMatchObject({
        ttl: Math.ceil((now + 300 * second) / 1000),
      });
    });
  });
}
