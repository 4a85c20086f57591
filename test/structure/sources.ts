import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folders of the product. */
export const rooms = ["functions", "shared", "infra", "bin", "client", "web", "local", "operate", "packages"] as const;
export type Room = (typeof rooms)[number];

const top = fileURLToPath(new URL("../../", import.meta.url));
/** Generated from the route table, and from the sources of a page. */
export const generated: readonly string[] = ["client/src/contract.ts", "client/src/schema.ts", "web/links/built.ts"];

export const roomOf = (path: string): Room => {
  const room = rooms.find((name) => path === name || path.startsWith(`${name}/`));
  if (room === undefined) throw new Error(`${path} is in no room of the product`);
  return room;
};

export interface Source {
  /** From the top folder. */
  readonly path: string;
  readonly text: string;
}

const read = (pattern: string): readonly Source[] =>
  globSync(pattern, { cwd: top, exclude: ["**/node_modules/**", "**/dist/**"] })
    .map((path) => path.split("\\").join("/"))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(`${top}${path}`, "utf8") }));

/** The product's files of TypeScript. */
export const sources = read(`{${rooms.join(",")}}/**/*.ts`);

/** Files of code in the whole repository: the product, its tests, its benchmark, the recipes and the configuration. */
export const allFiles = read(`{*,{${[...rooms, "bench", "docs", "test"].join(",")}}/**/*}.{ts,js,css,html}`);

const imported = /(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)"(\.{1,2}\/[^"]+)"/g;

/** The product's files that a file imports. */
export const importsOf = ({ path, text }: Source): readonly string[] =>
  [...text.matchAll(imported)]
    .map(([, name = ""]) => posix.join(posix.dirname(path), name))
    .filter((target) => rooms.some((room) => target.startsWith(`${room}/`)));
