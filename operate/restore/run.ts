import { systemClock, systemRandom } from "../../shared/runtime/services.ts";
import { Mistake, paint, readFlags } from "../../client/command-line/command-line.ts";
import { describeStage } from "../stage.ts";
import { confirm as askPerson, helpOr, progressLine } from "../terminal.ts";
import { findLost, type RestoredTable, restoreTable } from "./restore-table.ts";
import { operatorClients, tableContext, type TableContext } from "../table.ts";
import * as z from "zod";
import { type Instant, isoTime } from "../../shared/account/instant.ts";
import type { UserKey } from "../../shared/ports/stores.ts";

/** For scripts. */
export const asJson = (restored: RestoredTable, { dryRun }: { readonly dryRun: boolean }): string => {
  const { fence, ...rest } = restored;
  const times = { backupTime: isoTime(fence.backupTime), fencedAt: isoTime(fence.at) };
  return JSON.stringify({ dryRun, ...times, needsAPerson: needsAPerson(restored), ...rest }, null, 2);
};

/** True if something is left that only a person can do. */
export const needsAPerson = ({ accounts, policies, unreadableLines, tenantsWithoutKeys }: RestoredTable): boolean =>
  [accounts.shut, accounts.preRegistrationsLost, accounts.unreadable, policies, tenantsWithoutKeys].some(
    ({ length }) => length > 0,
  ) || unreadableLines > 0;

/** For people: what was counted, then what is left to do. */
export function asPage(restored: RestoredTable): string {
  const { fence, accounts } = restored;
  return [
    `Backup of ${isoTime(fence.backupTime)}, fence at ${isoTime(fence.at)}${restored.resumed ? " (an earlier run is gone on with)" : ""}`,
    "",
    line(restored.events, "events in the audit log since the backup"),
    line(accounts.accounts, "accounts"),
    line(accounts.leftAlone, "of them done before, or made since the fence"),
    line(accounts.factorsRemoved, "factors removed"),
    line(accounts.backupCodesRemoved, "unused backup codes removed; their users make new ones"),
    line(accounts.erased, "accounts erased again"),
    line(restored.tenantsErased.length, "organisations erased again"),
    line(restored.signingKeysWithdrawn, "signing keys withdrawn; the service makes new ones"),
    ...tasks(restored).flatMap(([title, entries]) => ["", paint("yellow", title), ...entries]),
  ].join("\n");
}

/** The most that is printed of each list; --json has all. */
const shown = 20;

function tasks({
  accounts,
  policies,
  tenantsWithoutKeys,
  unreadableLines,
}: RestoredTable): readonly (readonly [string, readonly string[]])[] {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    [
      "Shut, for no factor of theirs is in the backup. Make sure who they are, then reset them:",
      accounts.shut.map(user),
    ],
    ["Their pre-registered number is lost. Define it again:", accounts.preRegistrationsLost.map(user)],
    [
      "These policies were changed since. Go through them with the organisation (countries, name and help are the backup's):",
      policies.map(({ tenant, announced: { version, ...said }, raised }) =>
        [
          `  ${tenant}`,
          `version ${String(version)} said ${JSON.stringify(said)}`,
          raised ? "made stricter" : "as strict",
        ].join("  "),
      ),
    ],
    [
      "Organisations newer than the backup: their users start afresh.",
      tenantsWithoutKeys.map((tenant) => `  ${tenant}`),
    ],
    ["Accounts that this version cannot read. The service refuses their users:", accounts.unreadable.map(user)],
    [
      "Lines of the audit log that this version cannot read. Look for what they say:",
      unreadableLines === 0 ? [] : [`  ${String(unreadableLines)}`],
    ],
  ];
  return lists.filter(([, entries]) => entries.length > 0).map(([title, entries]) => [title, shortened(entries)]);
}

const shortened = (entries: readonly string[]): readonly string[] =>
  entries.length <= shown
    ? entries
    : [...entries.slice(0, shown), `  … and ${String(entries.length - shown)} more (--json prints all)`];

const user = ({ tenant, ref }: UserKey): string => `  ${tenant}  ${ref}`;
const line = (count: number, what: string): string => `${String(count).padStart(9)}  ${what}`;

export const help = `Makes a table that came back from a backup safe, before it serves: no code that was used, no factor that was
removed and no assertion that was ended since the backup works again. docs/data-protection.md has the whole procedure.

Usage: npm run restore -- --stage prod --table NAME --backup-time 2026-11-21T14:00:00Z [--dry-run]

  --stage NAME         the stage, as described; says which key and which audit log
  --table NAME         the restored table: not the one that serves
  --backup-time TIME   the state that came back, with its time zone
  --key ARN            KMS key, where there is no --stage
  --audit-log NAME     log group with the audit log, where there is no --stage
  --dry-run            counts, and changes nothing
  --yes                do not ask
  --json               one JSON document, for scripts
  --help               this text

What the backup forgot is read from the audit log: factors that went are removed again, wrong codes count again, users of
whom no factor is left are locked until an admin resets them. Everybody's backup codes go; users make new ones. It can be
stopped and run again at any moment: an account that is done is left alone, also when its user is active by then.

Ends with 0; with 1 if something needs a person (it says what); with 2 if it could not run.
`;

export interface RestoreOptions {
  readonly stage: string | undefined;
  readonly table: string;
  readonly backupTime: Instant;
  readonly key: string | undefined;
  readonly auditLog: string | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

const helpCommand = "npm run restore -- --help";
const flags = {
  stage: { type: "string" },
  table: { type: "string" },
  "backup-time": { type: "string" },
  key: { type: "string" },
  "audit-log": { type: "string" },
  "dry-run": { type: "boolean" },
  yes: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export function readOptions(args: readonly string[]): RestoreOptions | "help" {
  const {
    help: wantsHelp,
    table,
    "backup-time": backupTime,
    "audit-log": auditLog,
    ...values
  } = readFlags(args, flags, helpCommand);
  if (wantsHelp === true) return "help";
  if (table === undefined) throw new Mistake("Name the restored table: --table NAME");
  if (values.stage === undefined && (values.key === undefined || auditLog === undefined))
    throw new Mistake("Name the stage (--stage prod), or else --key and --audit-log.");
  return {
    stage: values.stage,
    key: values.key,
    table,
    auditLog,
    backupTime: instantOf(backupTime),
    dryRun: values["dry-run"] ?? false,
    yes: values.yes ?? false,
    json: values.json ?? false,
  };
}

function instantOf(text: string | undefined): Instant {
  const parsed = z.iso.datetime({ offset: true }).safeParse(text);
  if (parsed.success) return Date.parse(parsed.data);
  throw new Mistake("Say which moment came back, with its time zone: --backup-time 2026-11-21T14:00:00Z");
}

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
