import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mayImport } from "../../oxlint.rules.ts";
import { sources } from "./sources.ts";

const folders = [...new Set(sources.flatMap(({ path }) => /^shared\/([^/]+)\//.exec(path)?.[1] ?? []))];
const folderOf = (name: string): string => /^shared\/([^/]+)/.exec(name)?.[1] ?? name;

/** The folders of shared/ that the rows of a folder name. */
const allowed = (folder: string): readonly string[] => {
  const rows = Object.entries(mayImport).filter(([name]) => folderOf(name) === folder);
  return [...new Set(rows.flatMap(([, names]) => names.map(folderOf)))].filter((name) => name !== folder).toSorted();
};

describe.each(folders)("shared/%s/README.md", (folder) => {
  const path = new URL(`../../shared/${folder}/README.md`, import.meta.url);

  it("says what lives there, what it may import, and how to add to it", () => {
    expect(existsSync(path)).toBe(true);
    const text = readFileSync(path, "utf8");
    expect(text.split("\n").length).toBeLessThanOrEqual(21);
    expect(text).toContain("**To add**");
    const [line = ""] = /^\*\*May import:\*\*[^.]*\./m.exec(text) ?? [];
    expect([...line.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)).toEqual(allowed(folder));
  });

  it("names only paths that exist: from the top, from shared/ or from its folder", () => {
    const paths = [...readFileSync(path, "utf8").matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(([, name = ""]) => name);
    const exists = (from: string, name: string): boolean =>
      [name, `${name}.ts`].some((one) => existsSync(new URL(`../../${from}${one}`, import.meta.url)));
    const missing = paths.filter((name) => !["", "shared/", `shared/${folder}/`].some((from) => exists(from, name)));
    expect(missing).toEqual([]);
  });
});
