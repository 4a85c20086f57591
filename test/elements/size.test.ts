/** @module-tag processes */
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { type BuiltScript, buildElements } from "../../web/elements/build.ts";

/** Gzipped, of 1,024 bytes, without the texts of the admin pages. The countries with their calling codes take 2, the drawn slots, skeletons and steps 1. */
const kilobytes = 1024;
const most = { "countersign.js": 87, "challenge.js": 53 };
const languages = 5;

describe("the built elements", () => {
  let scripts: ReadonlyMap<string, BuiltScript>;
  beforeAll(async () => {
    scripts = new Map((await buildElements()).map((script) => [script.name, script]));
  });

  /** The script and all that a browser fetches with it. */
  const fetchedWith = (name: string, seen = new Set<string>()): ReadonlySet<string> => {
    seen.add(name);
    for (const other of scripts.get(name)?.imports ?? []) if (!seen.has(other)) fetchedWith(other, seen);
    return seen;
  };
  const sizeOf = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + gzipSync(scripts.get(name)?.code ?? "", { level: 9 }).length, 0);

  it.each(Object.entries(most))("%s takes at most %d KB in any one language", (entry, limit) => {
    const first = fetchedWith(entry);
    const later = [...first].flatMap((name) => scripts.get(name)?.later ?? []);
    // A file for users and one for admins of each language.
    const texts = later.filter((name) => name.startsWith("pack-"));
    expect(texts).toHaveLength(languages);
    expect(later.filter((name) => name.startsWith("admin-"))).toHaveLength(languages);
    const sizes = texts.map((language) => sizeOf(new Set([...first, ...fetchedWith(language)])));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limit * kilobytes);
  });
});
