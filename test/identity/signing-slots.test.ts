/** @module-tag histories */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type KeyState,
  keyExpiry,
  kidOf,
  missingKids,
  nextKid,
  publishedKids,
  signingKid,
  signingNow,
  slotAt,
  slotEnd,
  supersededKids,
} from "../../shared/identity/signing-keys.ts";
import { day } from "./world.ts";

const instants = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2100, 0) });
const longestAssertion = 600_000 + 30_000;
const live = (kid: string): KeyState => ({ kid, withdrawn: false });
const withdrawn = (kid: string): KeyState => ({ kid, withdrawn: true });

/** Keys around an instant: of each slot some revisions, each withdrawn or not, in any order. */
const histories = instants.chain((now) =>
  fc
    .array(fc.record({ ahead: fc.integer({ min: -3, max: 3 }), revision: fc.nat(4), withdrawn: fc.boolean() }), {
      maxLength: 15,
    })
    .map((keys) => ({
      now,
      keys: [...new Map(keys.map((key) => [kidOf(slotAt(now) + key.ahead, key.revision), key.withdrawn]))].map(
        ([kid, gone]) => ({ kid, withdrawn: gone }),
      ),
    })),
);

describe("slots", () => {
  it("are of 30 days; a key signs in no other", () => {
    const start = slotEnd(690);
    expect([slotAt(start - 1), slotAt(start), slotAt(start + 30 * day - 1), slotAt(start + 30 * day)]).toEqual([
      690, 691, 691, 692,
    ]);
  });

  it("the key that signs is published, and stays so as long as its assertions live", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: longestAssertion }), ({ now, keys }, later) => {
        const kid = signingKid(slotAt(now), keys);
        if (kid !== null) expect(publishedKids(now + later, keys)).toContain(kid);
      }),
    );
  });

  it("the next key is published for a whole slot before it signs", () => {
    fc.assert(
      fc.property(instants, (now) => {
        const next = kidOf(slotAt(now) + 1);
        expect(publishedKids(now, [live(next)])).toEqual([next]);
      }),
    );
  });

  it("no key is deleted while it is published, nor the mark of one that would be", () => {
    fc.assert(
      fc.property(histories, ({ now, keys }) => {
        for (const kid of publishedKids(now, keys)) expect(keyExpiry(kid)).toBeGreaterThanOrEqual(now + 30 * day);
        for (const { kid } of keys.filter((key) => key.withdrawn))
          if (publishedKids(now, [live(kid)]).length > 0) expect(keyExpiry(kid)).toBeGreaterThan(now + 30 * day - 1);
      }),
    );
  });

  it("keys of other slots are not published", () => {
    const now = Date.UTC(2026, 9, 14);
    const slot = slotAt(now);
    const keys = [-2, -1, 0, 1, 2].map((ahead) => live(kidOf(slot + ahead)));
    expect(publishedKids(now, keys)).toEqual([slot - 1, slot, slot + 1].map((one) => kidOf(one)));
  });
});

describe("revisions", () => {
  const now = Date.UTC(2026, 9, 14);
  const slot = slotAt(now);
  const kids = [0, 1, 2, 9, 10].map((revision) => kidOf(slot, revision));
  const [first = "", second = "", third = "", ninth = "", tenth = ""] = kids;

  it.each([
    ["none yet", [], null, first],
    ["one", [live(first)], first, second],
    ["one that was withdrawn", [withdrawn(first)], null, second],
    ["a newer one beside it", [live(second), live(first)], second, third],
    ["a newer one after a withdrawal", [withdrawn(first), live(second)], second, third],
    ["the newest withdrawn: an older one does not sign again", [live(first), withdrawn(second)], null, third],
    ["ten of them: they are compared as numbers", [live(tenth), live(ninth)], tenth, kidOf(slot, 11)],
    [
      "names that are not ours",
      [live("s"), live(`${first}-01`), live(`${first}-x`), live(`x${first}`), live("S1")],
      null,
      first,
    ],
  ])("%s", (_, keys, signing, next) => {
    expect([signingKid(slot, keys), nextKid(slot, keys)]).toEqual([signing, next]);
  });

  it("what is missing is the current key and the next, never one that was there", () => {
    const [next = "", nextAgain = ""] = [0, 1].map((revision) => kidOf(slot + 1, revision));
    expect(missingKids(now, [])).toEqual([first, next]);
    expect(missingKids(now, [live(first)])).toEqual([next]);
    expect(missingKids(now, [withdrawn(first), withdrawn(next)])).toEqual([second, nextAgain]);
    expect(missingKids(now, [live(kidOf(slot - 1)), live(first), live(next)])).toEqual([]);
  });

  it("a withdrawn key never signs, is never published and is never made again", () => {
    fc.assert(
      fc.property(histories, ({ now: at, keys }) => {
        const gone = keys.filter((key) => key.withdrawn).map(({ kid }) => kid);
        const used = [
          ...publishedKids(at, keys),
          ...missingKids(at, keys),
          ...[-1, 0, 1].flatMap((ahead) => signingKid(slotAt(at) + ahead, keys) ?? []),
        ];
        expect(gone.filter((kid) => used.includes(kid))).toEqual([]);
      }),
    );
  });

  it("once the missing are made and the superseded withdrawn, two keys are published: those that sign now and next", () => {
    fc.assert(
      fc.property(histories, ({ now: at, keys }) => {
        const complete = [...keys, ...missingKids(at, keys).map(live)];
        const gone = supersededKids(at, complete);
        const after = complete.map((key) => (gone.includes(key.kid) ? withdrawn(key.kid) : key));
        expect(publishedKids(at, after)).toEqual([0, 1].map((ahead) => signingKid(slotAt(at) + ahead, complete)));
        expect(publishedKids(at, after)).not.toContain(null);
      }),
    );
  });

  it("superseded are just our own keys that sign neither now nor next and were not withdrawn", () => {
    const [old, older] = [kidOf(slot - 1), kidOf(slot - 2)];
    const next = kidOf(slot + 1);
    const keys = [live(first), live(second), live(next), live(old), withdrawn(older), live("S1"), live(`x${old}`)];
    expect(supersededKids(now, keys)).toEqual([first, old]);
  });

  it("the status tells which key signs, since when, and which will", () => {
    const next = kidOf(slot + 1);
    expect(signingNow(now, [live(kidOf(slot - 1)), live(first), live(next)])).toEqual({
      kid: first,
      since: slotEnd(slot - 1),
      next,
    });
    expect(signingNow(now, [withdrawn(first)])).toEqual({ kid: null, since: slotEnd(slot - 1), next: null });
  });

  it("kids differ, and are plain", () => {
    const all = Array.from({ length: 1000 }, (_, nth) => kidOf(nth % 100, Math.floor(nth / 100)));
    expect(new Set(all).size).toBe(1000);
    expect(all.every((kid) => /^[a-z0-9-]+$/.test(kid))).toBe(true);
  });

  it("a kid that is none of ours has no expiry", () => {
    expect(() => keyExpiry("k1")).toThrow("Not the kid");
  });
});
