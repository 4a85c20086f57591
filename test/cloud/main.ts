import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startVitest } from "vitest/node";
import { readFlags, runToEnd } from "../../client/command-line/command-line.ts";
import { startEmulator } from "./emulator.ts";
import { installEmulator } from "./python.ts";

const help = `npm run test:cloud [-- --keep]

Deploys stages to an emulator of AWS on this machine (MiniStack, installed into node_modules/.cache), by the commands that a person would
type, and plays what happens to them. It needs Python 3.10 or newer. docs/deploy.md says what this proves, and what it cannot.
  --keep   keeps the folder with the emulator's log and the deployed copy of the project`;

const flags = {
  keep: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

async function play(keepsFolder: boolean): Promise<void> {
  const python = installEmulator(say);
  const folder = mkdtempSync(join(tmpdir(), "countersign-cloud-"));
  writeFileSync(join(folder, "clock"), String(Date.now()));
  say(`Starting the emulator in ${folder}`);
  const emulator = await startEmulator(python, folder);
  const stop = async (): Promise<void> => {
    await emulator.stop();
    if (!keepsFolder && process.exitCode === undefined) rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stop().finally(() => process.kill(process.pid, signal)));
  try {
    process.env["CLOUD_FOLDER"] = folder;
    process.env["CLOUD_URL"] = emulator.url;
    const vitest = await startVitest("test", [], { config: "vitest.cloud.config.ts", watch: false });
    await vitest.close();
  } finally {
    await stop();
    if (process.exitCode) say(`The emulator's log is kept: ${join(folder, "emulator.log")}`);
  }
}

await runToEnd(async (args) => {
  const typed = readFlags(args, flags, "npm run test:cloud -- --help");
  if (typed.help) return say(help);
  await play(typed.keep);
  // Vitest has said by now whether all tests passed.
  return Number(process.exitCode ?? 0);
}, 1);
