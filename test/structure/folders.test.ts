import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { holds, mayImport } from "../../oxlint.rules.ts";
import { circlesIn, graphOfParts } from "./circles.ts";
import { importsOf, type Room, roomOf, rooms, sources } from "./sources.ts";

/** Rooms that still have one row for all their folders. */
const roomsWithOneRow: readonly Room[] = ["client", "local", "operate"];

const folders = [...new Set(sources.map(({ path }) => dirname(path)))];
const isDone = (room: Room): boolean => !roomsWithOneRow.includes(room);

describe("the import rules", () => {
  it("have a row for each folder, and none that stands for several", () => {
    const missing = folders.filter((folder) => isDone(roomOf(folder)) && !(folder in mayImport));
    expect(missing).toEqual([]);
    const several = Object.keys(mayImport).filter(
      (name) => name.endsWith("/**") && rooms.some((room) => name.startsWith(`${room}/`)),
    );
    expect(several.filter((name) => isDone(roomOf(name)))).toEqual([]);
  });

  it("open no room as a whole to another", () => {
    const open = Object.entries(mayImport)
      .filter(([name]) => rooms.some((room) => name.startsWith(room)) && isDone(roomOf(name)))
      .flatMap(([name, allowed]) => allowed.filter((one) => one.endsWith("/**")).map((one) => `${name} → ${one}`));
    expect(open).toEqual([]);
  });

  it("name no folder and no file that is gone", () => {
    const names = [...Object.keys(mayImport), ...Object.values(mayImport).flat()].filter((name) =>
      rooms.some((room) => name.startsWith(`${room}/`)),
    );
    expect(names.filter((name) => !sources.some(({ path }) => holds(name, path)))).toEqual([]);
  });
});

describe("the graph of imports", () => {
  const imports = sources.flatMap((source) => importsOf(source).map((target) => [source.path, target] as const));

  it("has no circle of files or folders, types included", () => {
    expect(imports.length).toBeGreaterThan(1000);
    const circles = circlesIn(graphOfParts(imports));
    expect(circles).toEqual([]);
  });

  it("shows a circle, if there is one", () => {
    const circles = (edges: readonly (readonly [string, string])[]) => circlesIn(graphOfParts(edges));
    const files = [
      ["infra/a.ts", "infra/b.ts"],
      ["infra/b.ts", "infra/c.ts"],
      ["infra/c.ts", "infra/a.ts"],
    ] as const;
    expect(circles(files)).toEqual([["infra/a.ts", "infra/b.ts", "infra/c.ts"]]);
    const foldersOnly = [
      ["shared/a/one.ts", "shared/b/one.ts"],
      ["shared/b/two.ts", "shared/a/deep/two.ts"],
    ] as const;
    expect(circles(foldersOnly)).toEqual([["shared/a", "shared/b"]]);
    const none = [
      ["shared/a/one.ts", "shared/b/one.ts"],
      ["shared/a/deep/two.ts", "shared/b/two.ts"],
      ["shared/a/one.ts", "shared/a/deep/two.ts"],
    ] as const;
    expect(circles(none)).toEqual([]);
  });
});
