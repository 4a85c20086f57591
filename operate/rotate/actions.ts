import { advanceDataKeys, type Failed, rewrapDataKeys } from "./data-keys.ts";
import type { ActionName, Wanted } from "./options.ts";
import { replaceSigningKeys } from "./replace-signing-keys.ts";
import type { KeyContext } from "../table.ts";

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
