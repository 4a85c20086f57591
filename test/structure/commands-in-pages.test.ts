import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { usageOf } from "../../client/admin/command.ts";
import { commands } from "../../client/admin/run.ts";

const files = ["*.md", "docs/**/*.md", "client/*.md", "web/elements/*.md", "{client/admin,local,operate,bin}/**/*.ts"];
const pages = globSync(files).filter((path) => path !== "CHANGELOG.md");

it.each(pages)("%s has no command that could fetch a stranger's package", (path) => {
  const text = readFileSync(path, "utf8");
  expect(text.match(/\b(?:npx(?! --no)|npm exec(?! --no)|npm x|npm create|pnpm dlx|yarn dlx) .*/g) ?? []).toEqual([]);
});

it.each(commands)("countersign-admin $name is on the admins' page, with what it does", (command) => {
  const page = readFileSync("docs/admin.md", "utf8");
  expect(page).toContain(`| \`${usageOf(command).replace(" [options]", "")}\` | ${command.summary} |`);
});

it.each(pages)("%s names no command of countersign-admin that there is not", (path) => {
  const text = readFileSync(path, "utf8");
  const named = [...text.matchAll(/countersign-admin ([a-z]+(?:-[a-z]+)*)( [a-z]+(?:-[a-z]+)*)?/g)];
  const isCommand = (words: readonly string[]): boolean =>
    commands.some(({ name }) => name.split(" ").every((word, nth) => words[nth] === word));
  const unknown = named.map(([, one = "", two = ""]) => [one, two.trim()]).filter((words) => !isCommand(words));
  expect(unknown).toEqual([]);
});
