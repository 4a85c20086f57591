import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { findChromium, NoChromium, thisMachine } from "./harness/chromium.ts";

const help = `npm run test:browser [-- --screenshots] [-- NAME …]

Plays every story in a browser, each against a service of its own. It takes Debian's Chromium or a Chrome, or what CHROME_PATH names;
without any it installs Chromium with apt-get. Pictures of what failed are kept in test/browser/failures.
  NAME            only files whose path has this in it
  --screenshots   also brings docs/screenshots up to date`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { screenshots: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
});

async function play(): Promise<void> {
  process.env["CHROME_PATH"] = findChromium(thisMachine);
  if (values.screenshots) {
    process.env["COUNTERSIGN_SCREENSHOTS"] = "1";
    await mkdir(new URL("../../docs/screenshots/", import.meta.url), { recursive: true });
  }
  const vitest = await startVitest("test", positionals, { config: "vitest.browser.config.ts", watch: false });
  await vitest.close();
}

if (values.help) process.stdout.write(`${help}\n`);
else
  await play().catch((error: unknown) => {
    if (!(error instanceof NoChromium)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
