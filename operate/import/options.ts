import { Misused, readLine } from "../../client/command-line/command-line.ts";
import { type Place, placeArgs, placeFlags, placeHelp, stageOrLocal } from "../place.ts";
import { type FormatName, formats, isFormat } from "./formats/index.ts";

export const help = `Takes the second factors of another system over, so that nobody has to set anything up anew. docs/migrate.md has a section for
each source.

Usage: npm run import-factors -- --stage prod --tenant acme --issuer login --from keycloak users.json

${placeHelp}
  --tenant NAME   the organisation
  --issuer ID     the issuer whose users they are; the stage's only one if left out
  --from FORMAT   ${Object.keys(formats).join(", ")}
  --prefix TEXT   in front of each id of the file, such as 'auth0|'
  --users FILE    lines of "id in the file,userId": names the users of a source that has ids of its own
  --cut-over TIME when the old system takes its last code (ISO 8601; now): codes of before do not work here
  --rp-id NAME    the site that the source's passkeys were made for; it has to be the issuer's
  --overwrite never|weaker
                  never (the default): whoever has a second factor here keeps it; weaker: replaces what an
                  earlier import brought, if nothing happened to it since
  --dry-run       reads and checks everything, and writes nothing
  --report FILE   a line of JSON for each row; FILE.report.jsonl of the file if left out. The same call goes on
                  where one was stopped, by this file
  --sha256 HEX    what the export printed: the file is read only if it is this one
  --unchecked     of our own format: without that check. Encryption proves nobody's name: whoever knows the
                  public key could have written the file
  --key FILE      of our own format: the private JWK
  --json          the counts as JSON
  --help          this text

The secret of better-auth and the key or password of an encrypted PSKC come on standard input.
Ends with 0 if every row was taken, 1 if some were not, 2 if it could not run.
`;

export interface ImportOptions {
  readonly place: Place;
  readonly tenant: string;
  readonly issuer: string | undefined;
  readonly from: FormatName;
  readonly path: string;
  readonly prefix: string;
  readonly users: string | undefined;
  readonly cutOver: number | undefined;
  readonly rpId: string | undefined;
  readonly overwrite: "never" | "weaker";
  readonly dryRun: boolean;
  readonly report: string | undefined;
  readonly sha256: string | undefined;
  readonly unchecked: boolean;
  readonly key: string | undefined;
  readonly json: boolean;
}

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const options = {
  ...placeFlags,
  tenant: text,
  issuer: text,
  from: text,
  prefix: text,
  users: text,
  "cut-over": text,
  "rp-id": text,
  overwrite: text,
  "dry-run": flag,
  report: text,
  sha256: text,
  unchecked: flag,
  key: text,
  json: flag,
  help: { ...flag, short: "h" },
} as const;
const advice = "See npm run import-factors -- --help";

export function readOptions(args: readonly string[]): ImportOptions | "help" {
  const { values, positionals } = readLine(placeArgs(args), { options, allowPositionals: true }, advice);
  if (values.help === true) return "help";
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Misused(`Name one file to import. ${advice}`);
  const { tenant = "" } = values;
  if (tenant === "" || tenant.length > 128 || tenant !== tenant.trim())
    throw new Misused("Name the organisation: --tenant acme");
  const { from = "", overwrite = "never", sha256 } = values;
  if (!isFormat(from)) throw new Misused(`--from is one of ${Object.keys(formats).join(", ")}.`);
  if (overwrite !== "never" && overwrite !== "weaker") throw new Misused("--overwrite is never or weaker.");
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(sha256)) throw new Misused("--sha256 is 64 hexadecimal digits.");
  const unchecked = values.unchecked ?? false;
  if (from === "countersign" && sha256 === undefined && !unchecked)
    throw new Misused("Name the SHA-256 that the export printed: --sha256 HEX, or say --unchecked.");
  return {
    place: stageOrLocal(values),
    tenant,
    issuer: values.issuer,
    from,
    path,
    prefix: values.prefix ?? "",
    users: values.users,
    cutOver: timeIn(values["cut-over"]),
    rpId: values["rp-id"],
    overwrite,
    dryRun: values["dry-run"] ?? false,
    report: values.report,
    sha256: sha256?.toLowerCase(),
    unchecked,
    key: values.key,
    json: values.json ?? false,
  };
}

/** Without a zone it would be another moment on another machine. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function timeIn(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const time = moment.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(time)) throw new Misused("--cut-over is a time with its zone, such as 2026-12-01T06:00:00Z.");
  return time;
}
