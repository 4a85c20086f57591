import { describe, expect, it } from "vitest";
import { accountStore, credentialStore } from "../../../shared/aws/dynamodb/account-store.ts";
import { bytesOf, idOf, now } from "../examples.ts";
import type { Given } from "./given.ts";

export function credentialsContract({ someUser, table }: Given): void {
  describe("credential", () => {
    const credential = { factorId: idOf("fac", 61), sealed: bytesOf(120, 4) };
    const other = { factorId: credential.factorId, sealed: bytesOf(120, 5) };

    it("comes back with the account, by the same query", async () => {
      const someone = someUser();
      await expect(credentialStore(table()).add(someone, credential)).resolves.toEqual(credential);
      const { credentials, challenges } = await accountStore(table()).readWithChallenges(someone);
      expect([credentials, challenges]).toEqual([[credential], []]);
      await expect(accountStore(table()).readWithChallenges(someUser())).resolves.toMatchObject({ credentials: [] });
    });

    it("is never changed: the first one stays, and a later one is told which it is", async () => {
      const [store, someone] = [credentialStore(table()), someUser()];
      const added = await Promise.all([credential, other].map(async (one) => store.add(someone, one)));
      expect(added[0]).toEqual(added[1]);
      await expect(store.add(someone, other)).resolves.toEqual(added[0]);
    });

    it("that was ended is not there any more, and does not come back", async () => {
      const [store, someone] = [credentialStore(table()), someUser()];
      await store.add(someone, credential);
      await store.end(someone, credential.factorId, now);
      await expect(accountStore(table()).readWithChallenges(someone)).resolves.toMatchObject({ credentials: [] });
      await expect(store.add(someone, other)).resolves.toBeNull();
    });
  });
}
