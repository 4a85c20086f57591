import { Mistake, readFlags } from "../../client/command-line/command-line.ts";

export const help = `Deletes all that is kept of a user, or of an organisation that leaves. docs/data-protection.md says what remains elsewhere
and for how long.

Usage: npm run erase -- --stage prod --tenant acme --user "login|jane@example.com"
       npm run erase -- --stage prod --tenant acme --ref usr_…
       npm run erase -- --stage prod --tenant acme --all

  --stage NAME       the stage, as described
  --tenant NAME      the organisation
  --user "ID|SUB"    the user, by the issuer's id and sub; the first issuer's id may be left out
  --ref usr_…        the user, as admins, events and logs name them
  --all              the whole organisation: users, policy, data keys
  --export           prints what is kept of the user as JSON, in the clear, and deletes nothing
  --table NAME, --key ARN, --audit-log NAME
                     where there is no --stage
  --yes              do not ask
  --help             this text

An erasure is written to the audit log first, so that a restored backup is erased again. It can be repeated.
`;

export type Whose =
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "ref"; readonly ref: string }
  | { readonly kind: "all" };

export interface EraseOptions {
  readonly stage: string | undefined;
  readonly table: string | undefined;
  readonly key: string | undefined;
  readonly auditLog: string | undefined;
  readonly tenant: string;
  readonly whose: Whose;
  readonly exportOnly: boolean;
  readonly yes: boolean;
}

const helpCommand = "npm run erase -- --help";
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const flags = {
  stage: text,
  tenant: text,
  user: text,
  ref: text,
  all: flag,
  export: flag,
  table: text,
  key: text,
  "audit-log": text,
  yes: flag,
  help: { ...flag, short: "h" },
} as const;

export function readOptions(args: readonly string[]): EraseOptions | "help" {
  const {
    help: wantsHelp,
    "audit-log": auditLog,
    stage,
    table,
    key,
    tenant,
    ...values
  } = readFlags(args, flags, helpCommand);
  if (wantsHelp === true) return "help";
  if (tenant === undefined) throw new Mistake("Name the organisation: --tenant acme");
  if (stage === undefined && (table === undefined || key === undefined || auditLog === undefined))
    throw new Mistake("Name the stage (--stage prod), or else --table, --key and --audit-log.");
  const whose = whoseOf(values);
  const exportOnly = values.export ?? false;
  if (exportOnly && whose.kind === "all") throw new Mistake("--export is for one user.");
  return { stage, table, key, auditLog, tenant, whose, exportOnly, yes: values.yes ?? false };
}

function whoseOf({ user, ref, all }: { user?: string; ref?: string; all?: boolean }): Whose {
  const given: Whose[] = [];
  if (user !== undefined) given.push({ kind: "user", userId: user });
  if (ref !== undefined) given.push({ kind: "ref", ref });
  if (all === true) given.push({ kind: "all" });
  const [whose, ...more] = given;
  if (whose === undefined || more.length > 0) throw new Mistake("Name one of --user, --ref and --all.");
  if (whose.kind === "ref" && !/^usr_[\w-]{22}$/.test(whose.ref))
    throw new Mistake("A reference is usr_ and 22 letters, digits, dashes or underscores.");
  return whose;
}
