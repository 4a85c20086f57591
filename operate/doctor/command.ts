import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describedStages } from "../../infra/stages.ts";
import { systemClock } from "../../shared/runtime/services.ts";
import { explainToken } from "../explain-token.ts";
import { describeStage } from "../stage.ts";
import { asJson, asPage, diagnose, exitCodeOf } from "./diagnose.ts";
import { awsClients } from "./check.ts";
import { progressLine } from "../terminal.ts";
import { Mistake, readFlags } from "../../client/command-line/command-line.ts";

export const help = `Looks through the AWS account for what would bite a stage, and says what to do about it.
Reads only; changes nothing and sends nothing.

Usage: npm run doctor -- --stage prod [--json]
       npm run doctor -- --stage prod --token - < token.txt

  --stage NAME   the stage, as described
  --json         one JSON document, for scripts
  --token -      says instead what a first-factor token is worth to the stage, and why it is refused; the token is
                 read from standard input, so that it stays out of the shell's history
  --help         this text

Account and region are those of the AWS CLI: AWS_PROFILE, AWS_REGION, aws sso login.
Before the first deployment it looks at the account alone.

Ends with 0 if nothing bites (yellow may remain), 1 if something is bad or could not be
looked at, 2 if it could not run at all.
`;

export type Options =
  | { readonly help: true }
  | { readonly help: false; readonly stage: string; readonly json: boolean; readonly token: boolean };

const helpCommand = "npm run doctor -- --help";
const flags = {
  stage: { type: "string" },
  json: { type: "boolean" },
  token: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export function readOptions(args: readonly string[]): Options {
  const values = readFlags(args, flags, helpCommand);
  if (values.help === true) return { help: true };
  if (values.stage === undefined) throw new Mistake("Name the stage: npm run doctor -- --stage prod");
  if (values.token !== undefined && values.token !== "-")
    throw new Mistake(
      "A token on the command line stays in the shell's history: --token - reads it from standard input.",
    );
  return { help: false, stage: values.stage, json: values.json ?? false, token: values.token === "-" };
}

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
