import { expect, it } from "vitest";
import { cached } from "../../shared/identity/signing-keys.ts";

/** A load whose end the test decides. */
function loads() {
  const pending: PromiseWithResolvers<string>[] = [];
  const cache = cached(
    () => {
      const load = Promise.withResolvers<string>();
      pending.push(load);
      return load.promise;
    },
    (now) => now + 10,
  );
  return { pending, cache };
}

it("those who ask at the same time share one load", async () => {
  const { pending, cache } = loads();
  const asked = [cache.get(0), cache.get(1), cache.renew(2)];
  pending[0]?.resolve("a");
  expect(await Promise.all(asked)).toEqual(["a", "a", "a"]);
  expect(pending).toHaveLength(1);
});

it("a value is cached until its time is over", async () => {
  const { pending, cache } = loads();
  const first = cache.get(0);
  pending[0]?.resolve("a");
  await first;
  expect(await cache.get(9)).toBe("a");
  const second = cache.get(10);
  pending[1]?.resolve("b");
  expect(await second).toBe("b");
});

it("a value that was loaded while the clock was ahead is loaded again once it is set back", async () => {
  const { pending, cache } = loads();
  const ahead = cache.get(1_000_000);
  pending[0]?.resolve("withdrawn since");
  await ahead;
  const back = cache.get(5);
  pending[1]?.resolve("now");
  expect(await back).toBe("now");
});

it("a failed load is not cached", async () => {
  const { pending, cache } = loads();
  const first = cache.get(0);
  pending[0]?.reject(new Error("down"));
  await expect(first).rejects.toThrow("down");
  const second = cache.get(0);
  pending[1]?.resolve("a");
  expect(await second).toBe("a");
});

it("a load that began earlier does not overwrite a value put meanwhile", async () => {
  const { pending, cache } = loads();
  const early = cache.get(0);
  cache.put("new", 0);
  pending[0]?.resolve("old");
  expect(await early).toBe("old");
  expect(await cache.get(1)).toBe("new");
});

it("the end of an earlier load does not end one that began after it", async () => {
  const { pending, cache } = loads();
  const early = cache.get(0);
  cache.put("new", 0);
  const later = cache.renew(1);
  pending[0]?.resolve("old");
  await early;
  const shared = cache.renew(2);
  pending[1]?.resolve("newest");
  expect(await Promise.all([later, shared])).toEqual(["newest", "newest"]);
  expect(pending).toHaveLength(2);
  expect(await cache.get(3)).toBe("newest");
});
