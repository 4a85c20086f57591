import { isoTime } from "../../shared/account/instant.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import { paint } from "../../client/command-line/command-line.ts";
import type { RestoredTable } from "./restore-table.ts";

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
