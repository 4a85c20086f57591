import { describe, expect, it } from "vitest";
import { approvalStore } from "../../../shared/aws/dynamodb/approval-store.ts";
import { approvalKey } from "../../../shared/aws/dynamodb/keys.ts";
import type { AccountEvent } from "../../../shared/account/events.ts";
import type { SealedApproval } from "../../../shared/ports/stores.ts";
import { bytesOf, day, idOf, now } from "../examples.ts";
import type { Given } from "./given.ts";

export function approvalsContract({ itemAt, someTenant, table }: Given): void {
  describe("approvals", () => {
    const store = () => approvalStore(table());
    const someApproval = (nth = 1): SealedApproval => ({
      id: idOf("apr", nth),
      sealed: bytesOf(80, nth),
      asker: bytesOf(32, nth + 1),
      until: now + day,
    });
    const event = (type: "requested" | "granted" | "dropped", nth = 1): AccountEvent => ({
      id: idOf("evt", nth),
      at: now,
      actor: { role: "admin", ref: "usr_admin" },
      type: `approval.${type}`,
      data: { approvalId: idOf("apr", nth), action: "reset", reason: "Lost" },
    });

    it("are read and listed as they were added, and no other tenant's", async () => {
      const tenant = someTenant();
      await expect(store().list(tenant)).resolves.toEqual([]);
      await expect(store().read(tenant, someApproval().id)).resolves.toBeNull();
      for (const nth of [1, 2]) await store().add(tenant, someApproval(nth), event("requested", nth));
      await expect(store().read(tenant, someApproval(2).id)).resolves.toEqual(someApproval(2));
      const listed = await store().list(tenant);
      expect(listed.map(({ id }) => id).toSorted()).toEqual([someApproval(1).id, someApproval(2).id].toSorted());
      await expect(store().list(someTenant())).resolves.toEqual([]);
    });

    it("are added once, though the SDK repeats the write whose answer got lost", async () => {
      const tenant = someTenant();
      for (const _ of ["first", "repeated"]) await store().add(tenant, someApproval(), event("requested"));
      await expect(store().list(tenant)).resolves.toEqual([someApproval()]);
    });

    it("are ended by one of many at once, and found no more", async () => {
      const tenant = someTenant();
      await store().add(tenant, someApproval(), event("requested"));
      const ends = await Promise.all(
        Array.from({ length: 8 }, (_, nth) => store().end(tenant, someApproval(), event("granted", nth + 10))),
      );
      expect(ends.filter((end) => end === "written")).toHaveLength(1);
      await expect(store().read(tenant, someApproval().id)).resolves.toBeNull();
      await expect(store().list(tenant)).resolves.toEqual([]);
      await expect(itemAt(approvalKey(tenant, someApproval().id))).resolves.toMatchObject({ ended: true });
    });

    it("know their own end again, and never end where nothing was asked for", async () => {
      const tenant = someTenant();
      await expect(store().end(tenant, someApproval(), event("dropped"))).resolves.toBe("conflict");
      await store().add(tenant, someApproval(), event("requested"));
      for (const _ of ["first", "repeated"])
        await expect(store().end(tenant, someApproval(), event("dropped", 5))).resolves.toBe("written");
      await expect(store().end(tenant, someApproval(), event("dropped", 6))).resolves.toBe("conflict");
    });

    it("are open again after an end that is taken back, and only then", async () => {
      const tenant = someTenant();
      await store().reopen(tenant, someApproval());
      await expect(store().list(tenant)).resolves.toEqual([]);
      await store().add(tenant, someApproval(), event("requested"));
      await store().end(tenant, someApproval(), event("granted", 5));
      await store().reopen(tenant, someApproval());
      await expect(store().read(tenant, someApproval().id)).resolves.toEqual(someApproval());
      await expect(store().end(tenant, someApproval(), event("granted", 6))).resolves.toBe("written");
    });

    it("keep who asked and what for sealed, and go a while after their end", async () => {
      const tenant = someTenant();
      await store().add(tenant, someApproval(), event("requested"));
      const item = await itemAt(approvalKey(tenant, someApproval().id));
      expect(Object.keys(item ?? {}).toSorted()).toEqual(["a", "e", "id", "pk", "s", "sk", "ttl", "until", "x"]);
      expect(item?.["ttl"]).toBeGreaterThanOrEqual(Math.ceil((now + day) / 1000));
    });
  });
}
