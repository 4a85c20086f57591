import fc from "fast-check";
import { expect, it } from "vitest";
import { keyExpiry, kidOf, missingSlots, publishedSlots, slotAt, slotEnd } from "../../shared/tokens/signing-slots.ts";
import { day } from "./world.ts";

const instants = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2100, 0) });
const longestAssertion = 600_000 + 30_000;

it("a slot is 30 days; its key signs in no other", () => {
  const start = slotEnd(690);
  expect([slotAt(start - 1), slotAt(start), slotAt(start + 30 * day - 1), slotAt(start + 30 * day)]).toEqual([
    690, 691, 691, 692,
  ]);
});

it("the key that signs is published, and stays so as long as its assertions live", () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: longestAssertion }), (now, later) => {
      expect(publishedSlots(now + later)).toContain(slotAt(now));
    }),
  );
});

it("the next key is published for a whole slot before it signs", () => {
  fc.assert(
    fc.property(instants, (now) => {
      expect(publishedSlots(now)).toContain(slotAt(now) + 1);
    }),
  );
});

it("no key is deleted while it is published", () => {
  fc.assert(
    fc.property(instants, (now) => {
      for (const slot of publishedSlots(now)) expect(keyExpiry(slot)).toBeGreaterThanOrEqual(now + 30 * day);
    }),
  );
});

it("what is missing is the current key and the next", () => {
  const now = Date.UTC(2026, 9, 14);
  const slot = slotAt(now);
  expect(missingSlots(now, [])).toEqual([slot, slot + 1]);
  expect(missingSlots(now, [kidOf(slot)])).toEqual([slot + 1]);
  expect(missingSlots(now, [kidOf(slot - 1), kidOf(slot), kidOf(slot + 1)])).toEqual([]);
});

it("kids differ, and are plain", () => {
  const kids = Array.from({ length: 1000 }, (_, slot) => kidOf(slot));
  expect(new Set(kids).size).toBe(1000);
  expect(kids.every((kid) => /^[a-z0-9]+$/.test(kid))).toBe(true);
});
