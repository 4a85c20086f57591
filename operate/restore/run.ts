import { systemClock, systemRandom } from "../../shared/runtime/services.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { describeStage } from "../stage.ts";
import { confirm as askPerson, helpOr, progressLine } from "../terminal.ts";
import { help, readOptions, type RestoreOptions } from "./options.ts";
import { asJson, asPage, needsAPerson } from "./report.ts";
import { findLost, restoreTable } from "./restore-table.ts";
import { operatorClients, tableContext, type TableContext } from "../table.ts";

export interface Answered {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

export interface Target {
  readonly context: TableContext;
  /** The stage works on this very table. */
  readonly isServing: boolean;
}

/** Counts first, so that the question names what will change; then changes it. */
export async function run(
  options: Pick<RestoreOptions, "table" | "backupTime" | "dryRun" | "yes" | "json">,
  { context, isServing }: Target,
  confirm: (question: string, word: string) => Promise<boolean>,
): Promise<Answered> {
  const progress = progressLine();
  try {
    const found = await findLost(context, options.backupTime, (lines) =>
      progress.show(`Reading the audit log … ${String(lines)} lines`),
    );
    // Once begun on, it may have been made the stage's table by now.
    if (isServing && found.standing?.at !== found.fence.at)
      throw new Mistake(`${options.table} is the table that the stage serves from. Name the restored one.`);
    const planned = await restoreTable(context, found, {
      dryRun: true,
      onProgress: (count) => progress.show(`Counting … ${String(count)} accounts`),
    });
    progress.clear();
    if (options.dryRun) return answer(planned, options);
    if (!options.yes && !(await confirm(asPage(planned), options.table)))
      throw new Mistake("Nothing was changed. Where nobody can type, --yes says it.");
    const restored = await restoreTable(context, found, {
      dryRun: false,
      onProgress: (count) => progress.show(bar(count, planned.accounts.accounts)),
    });
    progress.clear();
    return answer(restored, options);
  } finally {
    progress.clear();
  }
}

export async function targetOf(
  options: RestoreOptions,
  ports: Pick<TableContext, "clock" | "random">,
): Promise<Target> {
  const { cloudformation, ...clients } = operatorClients();
  const deployed = options.stage === undefined ? null : await describeStage(cloudformation, options.stage);
  const names = {
    table: options.table,
    key: options.key ?? deployed?.keyArn ?? "",
    auditLog: options.auditLog ?? deployed?.auditLogGroupName ?? "",
  };
  return { context: tableContext(clients, names, ports), isServing: deployed?.tableName === options.table };
}

const answer = (
  restored: Awaited<ReturnType<typeof restoreTable>>,
  { json, dryRun }: Pick<RestoreOptions, "json" | "dryRun">,
): Answered => ({
  text: json ? asJson(restored, { dryRun }) : asPage(restored),
  exitCode: needsAPerson(restored) ? 1 : 0,
});

const width = 30;

function bar(count: number, all: number): string {
  const full = Math.round((Math.min(count, all) / Math.max(all, 1)) * width);
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${String(count)} of ${String(all)} accounts`;
}

export const command = helpOr(help, readOptions, async (options) => {
  const target = await targetOf(options, { clock: systemClock, random: systemRandom });
  const { text, exitCode } = await run(options, target, askPerson);
  console.log(text);
  return exitCode;
});
