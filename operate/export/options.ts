import { Misused, readFlags } from "../../client/command-line/command-line.ts";
import { type Place, placeArgs, placeFlags, placeHelp, stageOrLocal } from "../place.ts";

export const help = `Writes all second factors of an organisation to standard output, for another Countersign or another system. docs/migrate.md
describes the format.

Usage: npm run --silent export-factors -- --stage prod --tenant acme --to key.jwk > acme.jsonl

${placeHelp}
  --tenant NAME   the organisation
  --issuer ID     the issuer that the header names; the stage's first if left out
  --to FILE       a public JWK (P-256, P-384, P-521 or X25519): each line is encrypted to it
  --plain         in its place: in the clear. The file then holds what makes the codes of every app, the phone
                  numbers and the addresses: with a password, it is enough to log in
  --users FILE    user ids, one a line (or "issuer,id"): names users whom nobody put down
  --portable      what is always done: backup codes stay behind, since only this table's keys could check them
  --yes           does not ask before a plain export, as nobody is asked where there is no terminal
  --help          this text

Locks stay behind too. The audit log gets factors.exported before the first line is written, and the alarm
factors-exported rings.
Ends with 0 if every user with a second factor is in the file, 1 if some could not be named or read, 2 if it could not run.
`;

export interface ExportOptions {
  readonly place: Place;
  readonly tenant: string;
  readonly issuer: string | undefined;
  /** The file of the public key; null: in the clear. */
  readonly to: string | null;
  readonly users: string | undefined;
  readonly yes: boolean;
}

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const flags = {
  ...placeFlags,
  tenant: text,
  issuer: text,
  to: text,
  plain: flag,
  users: text,
  /** Taken from scripts that name the default. */
  portable: flag,
  yes: flag,
  help: { ...flag, short: "h" },
} as const;

export function readOptions(args: readonly string[]): ExportOptions | "help" {
  const given = readFlags(placeArgs(args), flags, "npm run export-factors -- --help");
  if (given.help === true) return "help";
  if (given.tenant === undefined) throw new Misused("Name the organisation: --tenant acme");
  if ((given.to === undefined) !== (given.plain === true))
    throw new Misused(
      "Name the public key that the file is encrypted to (--to key.jwk), or say --plain: in the clear, the file is enough to make every app's codes.",
    );
  const { tenant, issuer, users, yes = false } = given;
  return { place: stageOrLocal(given), tenant, issuer, to: given.to ?? null, users, yes };
}
