import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { findChromium, thisMachine } from "./chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the suite's one browser takes orders. */
    browser: string;
  }
}

/** One Chromium for the whole suite, with a fresh profile; each visitor gets a context of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer({
    executablePath: findChromium(thisMachine),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Chromium would keep a process ready for a page that nobody opens.
      "--renderer-process-limit=1",
      // A page reaches no host but this machine.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
  project.provide("browser", server.wsEndpoint());
  return async () => server.close();
}
