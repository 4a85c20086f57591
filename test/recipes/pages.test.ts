import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { issuerSchema } from "../../shared/settings/issuer.ts";

const folder = fileURLToPath(new URL("../../docs/recipes/", import.meta.url));
const pages = globSync("**/*.md", { cwd: folder });
const text = (page: string): string => readFileSync(join(folder, page), "utf8");

describe("the recipes", () => {
  it.each(["auth0.md", "cognito.md", "keycloak.md"])(
    "%s has an entry that the settings accept, signed asymmetrically, with the password's own time",
    (page) => {
      const entry = issuerSchema.parse(JSON.parse(/```json\n([^]*?)```/.exec(text(page))?.[1] ?? ""));
      expect(entry).toMatchObject({ algorithms: ["RS256"], authTimeFromIat: false });
      expect(entry.jwksUri).toContain(new URL(entry.issuer[0] ?? "").host);
    },
  );

  it.each(pages.filter((page) => page !== "README.md"))("%s is named by the list of recipes", (page) => {
    expect(text("README.md")).toContain(`(${page})`);
  });

  it.each(pages)("%s links to nothing that is not there", (page) => {
    const targets = [...text(page).matchAll(/\]\((?!https:)([^)#]+)\)/g)].map(([, target = ""]) => target);
    expect(targets.filter((target) => !existsSync(join(folder, dirname(page), target)))).toEqual([]);
  });

  it("the entry that the Express recipe prints is the one that its app needs", () => {
    const entry = z
      .array(issuerSchema)
      .parse(JSON.parse(/TRUSTED_ISSUERS='([^']*)'/.exec(text("express/README.md"))?.[1] ?? ""))[0];
    expect(entry).toMatchObject({ id: "shop", audience: ["shop"], algorithms: ["ES256"], tenantClaim: "tenant" });
  });
});
