import { systemClock, systemRandom } from "../shared/runtime/clock.ts";
import { help, readOptions } from "./erase/options.ts";
import { run, targetOf } from "./erase/run.ts";
import { Mistake } from "./mistake.ts";
import { confirm, paint } from "./terminal.ts";

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === "help") return console.log(help);
  const target = await targetOf(options, { clock: systemClock, random: systemRandom });
  console.log(await run(options, target, confirm));
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = 2;
  if (error instanceof Mistake) console.error(paint("red", error.message, process.stderr));
  else console.error(error);
});
