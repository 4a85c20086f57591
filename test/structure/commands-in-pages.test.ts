import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const files = ["*.md", "docs/**/*.md", "client/*.md", "web/elements/*.md", "{client/admin,local,operate,bin}/**/*.ts"];
const pages = globSync(files).filter((path) => path !== "CHANGELOG.md");

it.each(pages)("%s has no command that could fetch a stranger's package", (path) => {
  const text = readFileSync(path, "utf8");
  expect(text.match(/\b(?:npx(?! --no)|npm exec(?! --no)|npm x|npm create|pnpm dlx|yarn dlx) .*/g) ?? []).toEqual([]);
});
