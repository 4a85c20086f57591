import { mkdir } from "node:fs/promises";
import { startVitest } from "vitest/node";
import { readLine, runToEnd } from "../../client/command-line/command-line.ts";
import { findChromium, thisMachine } from "./harness/chromium.ts";

const help = `npm run test:browser [-- --screenshots] [-- NAME …]

Plays every story in a browser, each against a service of its own. It takes Debian's Chromium or a Chrome, or what CHROME_PATH names;
without any it installs Chromium with apt-get. Pictures of what failed are kept in test/browser/failures.
  NAME            only files whose path has this in it
  --screenshots   also brings docs/screenshots up to date`;

const line = {
  allowPositionals: true,
  options: { screenshots: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
} as const;

async function play(files: string[], wantsPictures: boolean): Promise<void> {
  process.env["CHROME_PATH"] = findChromium(thisMachine);
  if (wantsPictures) {
    process.env["COUNTERSIGN_SCREENSHOTS"] = "1";
    await mkdir(new URL("../../docs/screenshots/", import.meta.url), { recursive: true });
  }
  const vitest = await startVitest("test", files, { config: "vitest.browser.config.ts", watch: false });
  await vitest.close();
}

await runToEnd(async (args) => {
  const { values, positionals } = readLine(args, line, "See npm run test:browser -- --help");
  if (values.help) return void process.stdout.write(`${help}\n`);
  await play(positionals, values.screenshots);
  // Vitest has said by now whether all stories passed.
  return Number(process.exitCode ?? 0);
}, 1);
