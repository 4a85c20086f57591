import { Mistake, readFlags } from "../../client/command-line/command-line.ts";
import * as z from "zod";
import type { Instant } from "../../shared/account/instant.ts";

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
