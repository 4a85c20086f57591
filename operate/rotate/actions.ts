import { advanceDataKeys, type Failed, rewrapDataKeys } from "./data-keys.ts";
import { replaceSigningKeys } from "./signing-keys.ts";
import type { KeyContext } from "../table.ts";
import { Mistake, readFlags } from "../../client/command-line/command-line.ts";
import { type Place, placeArgs, placeFlags, placeOf } from "../place.ts";

export const help = `Replaces the keys of a stage. Each run does one thing, after asking.

Usage: npm run rotate -- --stage prod --signing-key | --data-keys [--tenant NAME] | --rewrap [--from KEY]

  --signing-key   The key that signs assertions may be known to somebody else: withdraws all signing
                  keys at once and makes new ones. Assertions signed before are refused, so people in
                  the middle of something enter a code again. Client apps keep keys for as long as they
                  keep the JWKS.
  --data-keys     Makes a new generation of the data keys that seal secrets, phone numbers and contacts,
                  of all tenants or of one. Values move to it when they are next used; until then the
                  old generations open them, and go on to exist.
  --tenant NAME   only this tenant's data keys
  --rewrap        Wraps all stored data keys anew with the stage's KMS key, which uses its newest key
                  material. The data keys themselves stay the same.
  --from KEY      the KMS key (ARN) by which they are wrapped now, if that is another one

  --stage NAME    the stage, as described; its running processes, which hold keys for up to 5 minutes, are
                  ended after --signing-key and --data-keys
  --local [URL]   in the place of --stage: the local run of npm start (http://127.0.0.1:8787)
  --table NAME --key ARN
                  in the place of --stage: the table and the KMS key themselves
  --yes           does not ask
  --json          one JSON document, for scripts
  --help          this text

Account and region are those of the AWS CLI: AWS_PROFILE, AWS_REGION, aws sso login.
Each can be run again after a failure or an interruption.

Ends with 0 if all is done, 1 if some keys could not be replaced, 2 if it could not run at all.
`;

export type ActionName = "signing-key" | "data-keys" | "rewrap";

export interface Wanted {
  readonly action: ActionName;
  readonly place: Place;
  readonly tenant?: string | undefined;
  /** ARN of the KMS key that wraps the data keys now. */
  readonly from?: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

export type Options = { readonly help: true } | ({ readonly help: false } & Wanted);

const helpCommand = "npm run rotate -- --help";
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const flags = {
  "signing-key": flag,
  "data-keys": flag,
  rewrap: flag,
  tenant: text,
  from: text,
  ...placeFlags,
  table: text,
  key: text,
  yes: flag,
  json: flag,
  help: { ...flag, short: "h" },
} as const;

export function readOptions(args: readonly string[]): Options {
  const given = readFlags(placeArgs(args), flags, helpCommand);
  if (given.help === true) return { help: true };
  const action = actionIn(given);
  if (given.tenant !== undefined && action !== "data-keys") throw new Mistake("--tenant goes with --data-keys only.");
  if (given.from !== undefined && action !== "rewrap") throw new Mistake("--from goes with --rewrap only.");
  const { tenant, from, yes = false, json = false } = given;
  return { help: false, action, place: placeIn(given), tenant, from, yes, json };
}

type Given = ReturnType<typeof readFlags<typeof flags>>;

function actionIn(given: Given): ActionName {
  const wanted = (["signing-key", "data-keys", "rewrap"] as const).filter((name) => given[name] === true);
  const [action, another] = wanted;
  if (action !== undefined && another === undefined) return action;
  throw new Mistake(`Name one of --signing-key, --data-keys and --rewrap. See npm run rotate -- --help`);
}

function placeIn({ stage, local, table, key }: Given): Place {
  const whole = placeOf({ ...(stage !== undefined && { stage }), ...(local !== undefined && { local }) });
  if (whole !== null && table === undefined && key === undefined) return whole;
  if (whole === null && table !== undefined && key !== undefined) return { kind: "parts", table, key };
  throw new Mistake(
    "Name the stage (--stage prod), a local run (--local), or the table and the key (--table … --key …).",
  );
}

export interface Done {
  /** For scripts. */
  readonly report: object;
  /** For people. */
  readonly page: string;
  readonly complete: boolean;
}

interface Action {
  readonly question: (wanted: Wanted) => string;
  readonly permissions: (wanted: Wanted) => string;
  readonly run: (context: KeyContext, wanted: Wanted, show: (text: string) => void) => Promise<Done>;
}

export const actions: Readonly<Record<ActionName, Action>> = {
  "signing-key": {
    question: () =>
      "All signing keys are withdrawn, and every assertion that they signed is refused: people enter a code again.",
    permissions: () =>
      "dynamodb:Query, dynamodb:GetItem or dynamodb:PutItem on the table, or kms:GenerateDataKey or kms:Decrypt on its key",
    async run(context) {
      const report = await replaceSigningKeys(context);
      return { report, complete: true, page: signingPage(report) };
    },
  },
  "data-keys": {
    question: ({ tenant }) =>
      `A new generation of the data keys of ${tenant ?? "all tenants"} is made. There is no way back to an older one.`,
    permissions: ({ tenant }) =>
      `${tenant === undefined ? "dynamodb:Scan, " : ""}dynamodb:Query, dynamodb:GetItem or dynamodb:PutItem on the table, or kms:GenerateDataKey or kms:Decrypt on its key`,
    async run(context, { tenant }, show) {
      const { made, failed } = await advanceDataKeys(context, tenant, show);
      const failures = failed.map(({ item, reason }) => ({ ...item, reason }));
      const page = [
        `${made.length} data keys have a new generation.`,
        "Processes that run seal with it in at most 5 minutes; values move to it when they are next used.",
      ];
      return { report: { made, failed: failures }, complete: failed.length === 0, page: pageOf(page, failed) };
    },
  },
  rewrap: {
    question: () => "All data keys are wrapped anew by KMS. What they have sealed stays as it is.",
    permissions: () =>
      "dynamodb:Scan or dynamodb:UpdateItem on the table, or kms:ReEncryptFrom or kms:ReEncryptTo on its key",
    async run(context, { from }, show) {
      const { rewrapped, left, failed } = await rewrapDataKeys(context, from, show);
      const failures = failed.map(({ item, reason }) => ({ ...item.owner, generation: item.generation, reason }));
      const page = [
        `${rewrapped} data keys are wrapped anew.`,
        ...(left === 0 ? [] : [`${left} were changed by somebody else at the same moment.`]),
      ];
      const complete = failed.length === 0 && left === 0;
      return { report: { rewrapped, left, failed: failures }, complete, page: pageOf(page, failed) };
    },
  },
};

const signingPage = ({
  made,
  withdrawn,
}: {
  readonly made: readonly string[];
  readonly withdrawn: readonly string[];
}) =>
  `Made:      ${made.join(", ")}
Withdrawn: ${withdrawn.join(", ") || "none"}

Client apps use a withdrawn key for as long as they keep the JWKS (we allow 5 minutes), and so does a process that is
not ended: with --stage this command ends them, with --table they keep keys for 5 minutes.
See it with: the kids in GET /.well-known/jwks.json`;

function pageOf(lines: readonly string[], failed: readonly Failed<unknown>[]): string {
  if (failed.length === 0) return lines.join("\n");
  const reasons = [...new Set(failed.map(({ reason }) => reason))].join(", ");
  return [...lines, `${failed.length} failed (${reasons}). Run it again.`].join("\n");
}
