import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const top = fileURLToPath(new URL("../../", import.meta.url));
const pages = globSync("{*.md,{docs,client,packages,shared,web,bench,test}/**/*.md}", { cwd: top }).filter(
  (path) => !path.includes("node_modules") && !path.includes("trial/"),
);
const textOf = (path: string): string => readFileSync(join(top, path), "utf8").replaceAll(/^```[^]*?^```/gm, "");

/** Anchors as the pages of a repository make them of headings: words in small letters with dashes, a number behind the second of a name. */
function anchorsOf(path: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of textOf(path).matchAll(/^#+ +(.+)$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
    let [name, nth] = [anchor, 0];
    while (anchors.has(name)) name = `${anchor}-${(nth += 1)}`;
    anchors.add(name);
  }
  return anchors;
}

/** A link that leads nowhere, with its reason; null: it leads somewhere, or out of the repository. */
function trouble(page: string, link: string): string | null {
  if (/^[a-z]+:/i.test(link)) return null;
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(top, target))) return `${link}: there is no such file`;
  if (anchor === undefined || !target.endsWith(".md") || statSync(join(top, target)).isDirectory()) return null;
  return anchorsOf(target).has(anchor) ? null : `${link}: there is no such heading`;
}

it.each(pages)("%s links only to files and headings that exist", (page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  expect(links.flatMap((link) => trouble(page, link) ?? [])).toEqual([]);
});
