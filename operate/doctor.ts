import { systemClock } from "../shared/runtime/clock.ts";
import { diagnose } from "./doctor/diagnose.ts";
import { help, readOptions } from "./doctor/options.ts";
import { asJson, asPage, exitCodeOf } from "./doctor/report.ts";
import { awsClients } from "./doctor/world.ts";
import { Mistake } from "./mistake.ts";
import { paint, progressLine } from "./terminal.ts";

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) return console.log(help);
  const progress = progressLine();
  const examined = await diagnose(
    { aws: awsClients(), fetch, clock: systemClock, stageName: options.stage },
    (waitingFor) => progress.show(`Looking at ${waitingFor.join(", ")} …`),
  ).finally(() => progress.clear());
  console.log(options.json ? asJson(options.stage, examined) : asPage(options.stage, examined));
  process.exitCode = exitCodeOf(examined);
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = 2;
  if (error instanceof Mistake) console.error(paint("red", error.message, process.stderr));
  else console.error(error);
});
