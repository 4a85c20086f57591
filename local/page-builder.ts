import { stripVTControlCharacters } from "node:util";
import { buildPage } from "../web/demo/build.ts";
import type { Built } from "./pages.ts";

/** A process of its own: it builds the page that its argument names, hands over what came out, and ends. */
const built: Built = await buildPage(process.argv[2] === "docs.html" ? "docs.html" : "index.html").then(
  (files) => ({ files }),
  (error: unknown) => ({
    reason: stripVTControlCharacters(error instanceof Error ? error.message : "No reason given."),
  }),
);
process.send?.(built, () => process.disconnect());
