/** @module-tag processes */
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readOptions as eraseOptions } from "../../operate/erase/run.ts";
import { readOptions as restoreOptions } from "../../operate/restore/run.ts";
import { rulesSchema } from "../../shared/account/rules.ts";
import { settingsSchema } from "../../shared/settings/settings.ts";

const page = readFileSync(new URL("../../docs/data-protection.md", import.meta.url), "utf8");

it("the page names files that exist", () => {
  const files = [...page.matchAll(/`((?:shared|infra|operate)\/[\w/.-]+\.ts)`/g)].map(([, file = ""]) => file);
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
});

it("the page says how long as the settings do", () => {
  expect(page).toContain(`${String(settingsSchema.shape.activityDays.parse(undefined))} days (\`activityDays\`)`);
  expect(page).toContain(`${String(rulesSchema.parse({}).smsCodeSeconds / 60)} minutes (\`smsCodeSeconds\`)`);
});

it("the page's commands are ones that the commands take", () => {
  const commands = [...page.matchAll(/npm run (?:--silent )?(erase|restore) -- ([^\n#`>]+)/g)];
  expect(commands.length).toBeGreaterThan(5);
  for (const [line, name, rest = ""] of commands) {
    const args = rest
      .trim()
      .replace('"$BACKUP"', "2026-11-21T14:00:00Z")
      .replace("usr_…", `usr_${"a".repeat(22)}`)
      .split(/\s+/)
      .map((arg) => arg.replaceAll('"', ""));
    expect(() => (name === "erase" ? eraseOptions(args) : restoreOptions(args)), line).not.toThrow();
  }
});

it.each([
  ["no organisation", ["--stage", "prod", "--ref", `usr_${"a".repeat(22)}`], "Name the organisation"],
  ["nobody", ["--stage", "prod", "--tenant", "acme"], "Name one of"],
  ["two at once", ["--stage", "prod", "--tenant", "acme", "--all", "--user", "x"], "Name one of"],
  ["a broken reference", ["--stage", "prod", "--tenant", "acme", "--ref", "usr_x"], "A reference is"],
  ["no place", ["--tenant", "acme", "--all"], "Name the stage"],
  ["an export of all", ["--stage", "prod", "--tenant", "acme", "--all", "--export"], "for one user"],
])("erase refuses %s", (_, args, sentence) => {
  expect(() => eraseOptions(args)).toThrow(sentence);
});

it.each([
  ["no table", ["--stage", "prod"], "Name the restored table"],
  ["no stage", ["--table", "t", "--backup-time", "2026-11-21T14:00:00Z"], "Name the stage"],
  ["no time", ["--table", "t", "--stage", "prod"], "Say which moment"],
  ["a time without a zone", ["--table", "t", "--stage", "prod", "--backup-time", "2026-11-21T14:00:00"], "time zone"],
  ["an unknown option", ["--tabel", "t"], "--help"],
])("restore refuses %s", (_, args, sentence) => {
  expect(() => restoreOptions(args)).toThrow(sentence);
});
