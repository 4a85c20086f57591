import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { issuerSchema } from "../../shared/settings.ts";

const folder = fileURLToPath(new URL("../../docs/recipes/", import.meta.url));
const pages = globSync("*.md", { cwd: folder }).filter((page) => page !== "README.md");

describe("the recipes for issuers", () => {
  it.each(pages)(
    "%s has an entry that the settings accept, signed asymmetrically, with the password's own time",
    (page) => {
      const text = readFileSync(folder + page, "utf8");
      const entry = issuerSchema.parse(JSON.parse(/```json\n([^]*?)```/.exec(text)?.[1] ?? ""));
      expect(entry).toMatchObject({ algorithms: ["RS256"], authTimeFromIat: false });
      expect(entry.jwksUri).toContain(new URL(entry.issuer).host);
      expect(readFileSync(`${folder}README.md`, "utf8")).toContain(`(${page})`);
    },
  );
});
