import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { allFiles } from "./sources.ts";

const top = new URL("../../", import.meta.url);
const page = readFileSync(new URL("CONTRIBUTING.md", top), "utf8");

it("CONTRIBUTING.md names only files and folders that exist", () => {
  const paths = [...page.matchAll(/`((?:shared|functions|infra|operate|client|web|test|docs)\/[\w./-]+)`/g)].map(
    ([, path = ""]) => path,
  );
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !existsSync(new URL(path, top)))).toEqual([]);
});

it("CONTRIBUTING.md names no file by its name alone that there is not", () => {
  const names = [...page.matchAll(/`([\w-]+(?:\.[\w-]+)*\.ts)`/g)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !allFiles.some(({ path }) => path === name || path.endsWith(`/${name}`)))).toEqual([]);
});
