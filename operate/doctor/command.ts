import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describedStages } from "../../infra/stages.ts";
import { systemClock } from "../../shared/runtime/services.ts";
import { explainToken } from "../explain-token.ts";
import { describeStage } from "../stage.ts";
import { diagnose } from "./diagnose.ts";
import { asJson, asPage, exitCodeOf } from "./report.ts";
import { awsClients } from "./context.ts";
import { progressLine } from "../terminal.ts";
import { help, readOptions } from "./options.ts";

export async function command(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    console.log(help);
    return 0;
  }
  if (options.token) {
    const { settings } = await describeStage(awsClients().cloudformation, options.stage);
    const token = (await text(process.stdin)).trim();
    const { counts, page } = await explainToken(token, JSON.stringify(settings.trustedIssuers), {
      now: systemClock.now(),
    });
    console.log(page);
    return counts ? 0 : 1;
  }
  const progress = progressLine();
  const examined = await diagnose(
    {
      aws: awsClients(),
      fetch,
      clock: systemClock,
      stageName: options.stage,
      described: () => describedStages(fileURLToPath(new URL("../..", import.meta.url)))[options.stage],
    },
    (waitingFor) => progress.show(`Looking at ${waitingFor.join(", ")} …`),
  ).finally(() => progress.clear());
  console.log(options.json ? asJson(options.stage, examined) : asPage(options.stage, examined));
  return exitCodeOf(examined);
}
