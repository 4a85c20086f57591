import { describe, expect, it } from "vitest";
import { policyStore } from "../../../shared/aws/dynamodb/policy-store.ts";
import { handClock, policy, policyUpdated } from "../examples.ts";
import type { Given } from "./given.ts";

export function policiesContract({ someTenant, table }: Given): void {
  describe("policy", () => {
    it("is null until it is written, and then replaces exactly the version before", async () => {
      const [store, tenant] = [policyStore(table(), handClock()), someTenant()];
      await expect(store.current(tenant)).resolves.toBeNull();
      await expect(store.replace(tenant, { ...policy, version: 2 }, policyUpdated())).resolves.toBe("conflict");
      await expect(store.replace(tenant, policy, policyUpdated())).resolves.toBe("written");
      await expect(store.replace(tenant, policy, policyUpdated(9))).resolves.toBe("conflict");
      const next = { ...policy, version: 2, recoveryHelp: "Ask Ada", smsCountries: [] };
      await expect(store.replace(tenant, next, policyUpdated())).resolves.toBe("written");
      await expect(store.current(tenant)).resolves.toEqual(next);
    });

    it("may leave versions out, if the one that it replaces is named", async () => {
      const [store, tenant] = [policyStore(table(), handClock()), someTenant()];
      await store.replace(tenant, policy, policyUpdated());
      const later = { ...policy, version: 7 };
      await expect(store.replace(tenant, later, policyUpdated(9), 3)).resolves.toBe("conflict");
      await expect(store.replace(tenant, later, policyUpdated(9), 1)).resolves.toBe("written");
      await expect(store.current(tenant)).resolves.toEqual(later);
    });

    it("has a history of what was replaced, newest first, each version once, of no other tenant", async () => {
      const [store, tenant] = [policyStore(table(), handClock()), someTenant()];
      await expect(store.history(tenant)).resolves.toEqual([]);
      await store.replace(tenant, policy, policyUpdated());
      await store.replace(tenant, { ...policy, version: 2, issuerName: "Second" }, policyUpdated(9));
      await expect(store.replace(tenant, { ...policy, version: 2 }, policyUpdated(8))).resolves.toBe("conflict");
      await store.replace(tenant, { ...policy, version: 3, issuerName: "Third" }, policyUpdated(7));
      const versions = await store.history(tenant);
      expect(versions.map((version) => [version.policy.version, version.policy.issuerName])).toEqual([
        [3, "Third"],
        [2, "Second"],
        [1, "Acme"],
      ]);
      const { at, actor } = policyUpdated();
      expect(versions.at(-1)).toEqual({ policy, at, actor });
      await expect(store.currentVersion(tenant)).resolves.toMatchObject({ at, actor });
      await expect(store.history(someTenant())).resolves.toEqual([]);
    });

    it("is replaced by exactly one of many", async () => {
      const [store, tenant] = [policyStore(table(), handClock()), someTenant()];
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, nth) => store.replace(tenant, policy, policyUpdated(nth))),
      );
      expect(outcomes.filter((outcome) => outcome === "written")).toHaveLength(1);
    });

    it("knows its own write again if the answer got lost and the SDK repeats it", async () => {
      const [store, tenant] = [policyStore(table(), handClock()), someTenant()];
      await store.replace(tenant, policy, policyUpdated());
      await expect(store.replace(tenant, policy, policyUpdated())).resolves.toBe("written");
    });

    it("is remembered for less than a minute, and never longer than its replacement in the same process", async () => {
      const [clock, tenant] = [handClock(), someTenant()];
      const [here, elsewhere] = [policyStore(table(), clock), policyStore(table(), clock)];
      await expect(here.recent(tenant)).resolves.toBeNull();
      await elsewhere.replace(tenant, policy, policyUpdated());
      await expect(elsewhere.recent(tenant)).resolves.toEqual(policy);
      clock.advance(59_999);
      await expect(here.recent(tenant)).resolves.toBeNull();
      await expect(here.current(tenant)).resolves.toEqual(policy);
      clock.advance(1);
      await expect(here.recent(tenant)).resolves.toEqual(policy);
      const next = { ...policy, issuerName: "Other", version: 2 };
      await here.replace(tenant, next, policyUpdated());
      await expect(here.recent(tenant)).resolves.toEqual(next);
    });

    it("is read afresh after a lost race", async () => {
      const [clock, tenant] = [handClock(), someTenant()];
      const [here, elsewhere] = [policyStore(table(), clock), policyStore(table(), clock)];
      await here.recent(tenant);
      await elsewhere.replace(tenant, policy, policyUpdated());
      await expect(here.replace(tenant, { ...policy, issuerName: "Other" }, policyUpdated(9))).resolves.toBe(
        "conflict",
      );
      await expect(here.recent(tenant)).resolves.toEqual(policy);
    });
  });
}
