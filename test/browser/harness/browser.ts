import { type Browser, chromium } from "playwright-core";
import { findChromium, thisMachine } from "./chromium.ts";

/** One Chromium for all stories of a worker, with a fresh profile; it ends with the worker. */
export const launch = async (): Promise<Browser> =>
  chromium.launch({
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
      // Each page would begin in a process of its own, which has compiled nothing yet.
      "--process-per-site",
      "--disable-site-isolation-trials",
      // A page reaches no host but this machine.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
