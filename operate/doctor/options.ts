import { Mistake, readFlags } from "../../client/command-line/command-line.ts";

export const help = `Looks through the AWS account for what would bite a stage, and says what to do about it.
Reads only; changes nothing and sends nothing.

Usage: npm run doctor -- --stage prod [--json]

  --stage NAME   the stage, as in cdk.json
  --json         one JSON document, for scripts
  --help         this text

Account and region are those of the AWS CLI: AWS_PROFILE, AWS_REGION, aws sso login.
Before the first deployment it looks at the account alone.

Ends with 0 if nothing bites (yellow may remain), 1 if something is bad or could not be
looked at, 2 if it could not run at all.
`;

export type Options =
  | { readonly help: true }
  | { readonly help: false; readonly stage: string; readonly json: boolean };

const helpCommand = "npm run doctor -- --help";
const flags = { stage: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

export function readOptions(args: readonly string[]): Options {
  const values = readFlags(args, flags, helpCommand);
  if (values.help === true) return { help: true };
  if (values.stage === undefined) throw new Mistake("Name the stage: npm run doctor -- --stage prod");
  return { help: false, stage: values.stage, json: values.json ?? false };
}
