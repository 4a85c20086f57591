import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync(new URL("../../docs/threat-model.md", import.meta.url), "utf8");
/** The table of odds has figures, no attacks. */
const rows = page
  .replace(/<!-- guessing-odds:start -->[^]*<!-- guessing-odds:end -->/, "")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (Attack|---)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replaceAll(/^\|? ?| ?\|$/g, "")));
const named = rows.flatMap(([attack = "", , tests = ""]) =>
  [...tests.matchAll(/`([\w/.-]+\.ts)` "([^"]+)"/g)].map(([, file = "", title = ""]) => ({ attack, file, title })),
);

describe("docs/threat-model.md", () => {
  it("has an attack, a control and a test, or the reason for none, in each row", () => {
    expect(rows.length).toBeGreaterThan(80);
    for (const row of rows) {
      expect(row, row[0]).toHaveLength(3);
      const [attack = "", control = "", tests = ""] = row;
      expect(
        [attack, control].every((cell) => cell !== ""),
        attack,
      ).toBe(true);
      expect(tests, attack).toMatch(/^(`[\w/.-]+\.ts` "|None: .{4})/);
    }
  });

  it("has no file in its tests' column without a title", () => {
    const files = rows.flatMap(([, , tests = ""]) => tests.match(/`[^`]+\.ts`/g) ?? []);
    expect(files.length).toBe(named.length);
  });

  it.each(named)("$file: $title", ({ file, title }) => {
    const path = new URL(`../${file}`, import.meta.url);
    expect(existsSync(path), `${file} exists`).toBe(true);
    expect(readFileSync(path, "utf8")).toContain(title);
  });
});
