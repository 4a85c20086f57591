import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Mistake } from "../../client/command-line/command-line.ts";
import { systemClock } from "../../shared/runtime/services.ts";
import { askAws } from "../aws-trouble.ts";
import { actions, help, readOptions, type Wanted } from "./actions.ts";
import type { Place } from "../place.ts";
import { findKeyContext } from "../table.ts";
import { confirm, progressLine } from "../terminal.ts";
import { replaceProcesses } from "./signing-keys.ts";

export async function command(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    console.log(help);
    return 0;
  }
  const context = await findKeyContext(options, systemClock);
  const action = actions[options.action];
  const place = nameOf(options.place);
  if (!options.yes && !(await confirm(action.question(options), place)))
    throw new Mistake("Nothing was changed: it was not confirmed. In a script, confirm with --yes.");
  const progress = progressLine();
  const began = systemClock.now();
  const show = (text: string): void => {
    if (systemClock.now() - began > 2000) progress.show(text);
  };
  const done = await askAws(action.permissions(options), async () => action.run(context, options, show))
    .catch(explain)
    .finally(() => progress.clear());
  const replaced = await processesReplaced(options, show);
  const report = { action: options.action, ...done.report, ...(replaced !== null && { functionsReplaced: replaced }) };
  const ended = replaced === null ? [] : [`The running processes of ${String(replaced)} functions are ended.`];
  console.log(options.json ? JSON.stringify(report) : [done.page, ...ended].join("\n"));
  return done.complete ? 0 : 1;
}

/** Word that a person types to confirm. */
const nameOf = (place: Place): string =>
  place.kind === "stage" ? place.stage : place.kind === "local" ? "local" : place.table;

/** Processes hold keys in memory for minutes. Null: none needs to end, or nobody knows which they are. */
async function processesReplaced({ action, place }: Wanted, show: (text: string) => void): Promise<number | null> {
  if (place.kind !== "stage" || action === "rewrap") return null;
  show("Ending the running processes …");
  const clients = { cloudformation: new CloudFormationClient({}), lambda: new LambdaClient({}) };
  return replaceProcesses(clients, place.stage, systemClock.now());
}

const wrongKey =
  "KMS says that the data keys are wrapped by another key. After a move to a new key, name the old one: --rewrap --from ARN";

/** By the name of AWS's error. */
const sentences: Readonly<Record<string, string>> = {
  ResourceNotFoundException: "There is no such table in this account and region.",
  NotFoundException: "KMS knows no such key in this account and region.",
  DisabledException: "The KMS key is disabled.",
  KMSInvalidStateException: "The KMS key cannot be used: it is disabled or about to be deleted.",
  IncorrectKeyException: wrongKey,
  InvalidCiphertextException: wrongKey,
};

/** An error that the person can put right becomes a `Mistake`. */
export function explain(error: unknown): never {
  const sentence = error instanceof Error ? sentences[error.name] : undefined;
  throw sentence === undefined ? error : new Mistake(sentence, { cause: error });
}
