import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { commands } from "../../client/admin/run.ts";

it("docs/admin.md names commands and options that there are", () => {
  const page = readFileSync(new URL("../../docs/admin.md", import.meta.url), "utf8");
  const lines = [...page.matchAll(/^countersign-admin (.*?)(?: +#.*| +>.*)?$/gm)].map(([, line = ""]) => line);
  expect(lines.length).toBeGreaterThan(12);
  for (const line of lines) {
    const command = commands.find(({ name }) => `${line} `.startsWith(`${name} `));
    const options = Object.keys(command?.options ?? {});
    const unknown = [...line.matchAll(/--([a-z-]+)/g)].map(([, name = ""]) => name).filter((name) => !options.includes(name)); // prettier-ignore
    expect({ line, known: command !== undefined, unknown }).toEqual({ line, known: true, unknown: [] });
  }
});
