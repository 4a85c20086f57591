import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const top = fileURLToPath(new URL("../../", import.meta.url));

it("no file or folder has a name that says nothing", () => {
  const paths = globSync("{bin,infra,functions,shared,local,operate,client,web,docs,test,bench}/**/*", {
    cwd: top,
    exclude: ["**/node_modules/**"],
  });
  const parts = paths.map((path) => [path, path.split("/").at(-1)?.split(".")[0] ?? ""] as const);
  const empty = parts.filter(([, name]) => /^(utils?|helpers?|common|lib|misc)$/.test(name));
  expect(paths.length).toBeGreaterThan(20);
  expect(empty).toEqual([]);
});
