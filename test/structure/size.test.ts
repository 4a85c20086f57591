import { expect, it } from "vitest";
import { allFiles, generated, type Room, roomOf, rooms, sources } from "./sources.ts";

/** Files of TypeScript in each room; together 571, of which 12 are packages. A new idea may need a new file: then another file that only sends the reader on goes. */
const most: Readonly<Record<Room, number>> = {
  functions: 64,
  shared: 171,
  infra: 37,
  bin: 2,
  client: 33,
  web: 168,
  local: 31,
  operate: 53,
  packages: 12,
};
const mostLines = 250;

it("the product has at most 571 files of TypeScript", () => {
  expect(Object.values(most).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(571);
  const counts = rooms.map((room) => [room, sources.filter(({ path }) => roomOf(path) === room).length] as const);
  expect(counts.every(([, count]) => count > 0)).toBe(true);
  expect(counts.filter(([room, count]) => count > most[room])).toEqual([]);
});

it(`no file of TypeScript has more than ${mostLines} lines, tests included, generated ones not`, () => {
  const long = allFiles
    .filter(({ path }) => path.endsWith(".ts") && !generated.includes(path))
    .map(({ path, text }) => [path, text.split("\n").length - 1] as const)
    .filter(([, lines]) => lines > mostLines);
  expect(long).toEqual([]);
});
