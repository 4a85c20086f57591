import { describe, expect, it } from "vitest";
import { accountStore } from "../../../shared/aws/dynamodb/account-store.ts";
import { eventOfImage } from "../../../shared/aws/dynamodb/event-of-image.ts";
import { accountKey } from "../../../shared/aws/dynamodb/keys.ts";
import { emptyAccount } from "../../../shared/account/account.ts";
import { loginSucceeded, fullAccount } from "../examples.ts";
import type { Given } from "./given.ts";

export function accountsContract({ someUser, itemAt, table }: Given): void {
  describe("account", () => {
    it("is empty for a user who was never written", async () => {
      const nobody = { account: emptyAccount, lastEventId: null };
      await expect(accountStore(table()).read(someUser())).resolves.toEqual(nobody);
      await expect(accountStore(table()).readWithChallenges(someUser())).resolves.toEqual({
        ...nobody,
        challenges: [],
        credentials: [],
      });
    });

    it("comes back as written, one version higher, with the id of its event", async () => {
      const [store, someone] = [accountStore(table()), someUser()];
      const account = { ...fullAccount, version: 0 };
      await expect(store.write(someone, account, loginSucceeded())).resolves.toBe("written");
      const expected = { account: { ...fullAccount, version: 1 }, lastEventId: loginSucceeded().id };
      await expect(store.read(someone)).resolves.toEqual(expected);
      await expect(store.readWithChallenges(someone)).resolves.toEqual({
        ...expected,
        challenges: [],
        credentials: [],
      });
    });

    it("is written by exactly one of many that read the same version", async () => {
      const [store, someone] = [accountStore(table()), someUser()];
      for (const version of [0, 1]) {
        const outcomes = await Promise.all(
          Array.from({ length: 12 }, (_, epoch) => store.write(someone, { ...emptyAccount, version, epoch })),
        );
        expect(outcomes.filter((outcome) => outcome === "written")).toHaveLength(1);
        const { account } = await store.read(someone);
        expect(account).toEqual({ ...emptyAccount, version: version + 1, epoch: outcomes.indexOf("written") });
      }
    });

    it("is not written over by an older or a newer version", async () => {
      const [store, someone] = [accountStore(table()), someUser()];
      await store.write(someone, emptyAccount);
      await store.write(someone, { ...emptyAccount, version: 1 });
      for (const version of [0, 1, 3])
        await expect(store.write(someone, { ...emptyAccount, version })).resolves.toBe("conflict");
      await expect(store.write(someone, { ...emptyAccount, version: 2 })).resolves.toBe("written");
    });

    it("carries its event until the next write, and then no more", async () => {
      const [store, someone] = [accountStore(table()), someUser()];
      const image = async () => eventOfImage((await itemAt(accountKey(someone))) ?? {});
      await store.write(someone, emptyAccount, loginSucceeded(1));
      await expect(image()).resolves.toEqual({ subject: someone, event: loginSucceeded(1) });
      await store.write(someone, { ...emptyAccount, version: 1 });
      await expect(image()).resolves.toBeNull();
      await expect(store.read(someone)).resolves.toMatchObject({ lastEventId: null });
    });
  });
}
