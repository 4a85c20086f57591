import { stripVTControlCharacters } from "node:util";
import { buildDemo } from "../web/demo/build.ts";
import type { Built } from "./pages-build.ts";

/** A process of its own: it builds once, hands over what came out, and ends. */
const built: Built = await buildDemo().then(
  (files) => ({ files }),
  (error: unknown) => ({
    reason: stripVTControlCharacters(error instanceof Error ? error.message : "No reason given."),
  }),
);
process.send?.(built, () => process.disconnect());
