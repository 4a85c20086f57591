import { Mistake, readFlags } from "../../client/command-line/command-line.ts";
import { type Place, placeArgs, placeFlags, placeOf } from "../place.ts";

export const help = `Deletes all that is kept of a user, or of an organisation that leaves. docs/data-protection.md says what remains elsewhere
and for how long.

Usage: npm run erase -- --stage prod --tenant acme --user "login|jane@example.com"
       npm run erase -- --stage prod --tenant acme --ref usr_…
       npm run erase -- --stage prod --tenant acme --all

  --stage NAME       the stage, as described
  --local [URL]      in its place: the local run of npm start (http://127.0.0.1:8787)
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
  readonly place: Place;
  readonly tenant: string;
  readonly whose: Whose;
  readonly exportOnly: boolean;
  readonly yes: boolean;
}

const helpCommand = "npm run erase -- --help";
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const flags = {
  ...placeFlags,
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
  const { help: wantsHelp, tenant, ...values } = readFlags(placeArgs(args), flags, helpCommand);
  if (wantsHelp === true) return "help";
  if (tenant === undefined) throw new Mistake("Name the organisation: --tenant acme");
  const place = placeIn(values);
  const whose = whoseOf(values);
  const exportOnly = values.export ?? false;
  if (exportOnly && whose.kind === "all") throw new Mistake("--export is for one user.");
  return { place, tenant, whose, exportOnly, yes: values.yes ?? false };
}

type Given = Omit<ReturnType<typeof readFlags<typeof flags>>, "help" | "tenant">;

function placeIn({ table, key, "audit-log": auditLog, ...given }: Given): Place {
  const whole = placeOf(given);
  if (whole !== null) return whole;
  if (table !== undefined && key !== undefined && auditLog !== undefined)
    return { kind: "parts", table, key, auditLog };
  throw new Mistake("Name the stage (--stage prod), a local run (--local), or else --table, --key and --audit-log.");
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
