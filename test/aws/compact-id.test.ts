import { expect, it } from "vitest";
import { compactId, fullId } from "../../shared/aws/dynamodb/stored-parts.ts";
import { newId, systemRandom } from "../../shared/runtime/services.ts";

it("keeps an id of ours in 16 bytes, and gives it back as it was", () => {
  const id = newId("fac", systemRandom);
  const kept = compactId("fac_", id);
  expect(kept).toBeInstanceOf(Uint8Array);
  expect(kept).toHaveLength(16);
  expect(fullId("fac_", kept)).toBe(id);
});

it.each(["fac_not base64url!", "chl_AAAAAAAAAAAAAAAAAAAAAA", "", "fac_AAAAAAAAAAAAAAAAAAAAAB", "fac_A"])(
  "keeps %j as it is, since the bytes would not give it back",
  (id) => {
    expect(compactId("fac_", id)).toBe(id);
    expect(fullId("fac_", compactId("fac_", id))).toBe(id);
  },
);
