import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import manifest from "../../web/elements/custom-elements.json" with { type: "json" };

const declared = manifest.modules.flatMap(({ path, declarations }) =>
  declarations.flatMap((declaration) => ("tagName" in declaration ? [{ ...declaration, path }] : [])),
);

it("the manifest has every element", () => {
  const classes = globSync("web/elements/*/countersign-*.ts").filter((path) => !path.includes("/base/"));
  expect(declared.map(({ path }) => `web/elements/${path}`).toSorted()).toEqual(classes.toSorted());
});

it.each(declared)("$tagName names the events that it emits, and no others", ({ path, events }) => {
  const source = readFileSync(`web/elements/${path}`, "utf8");
  const emitted = [...source.matchAll(/(?:emit|CustomEvent)\(\s*"(countersign-[a-z-]+)"/g)].map(([, name]) => name);
  expect(new Set(events.map(({ name }) => name))).toEqual(new Set(emitted));
});
