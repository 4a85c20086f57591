import { type Account, activeFactors, remainingBackupCodes } from "../account/account.ts";
import type { At } from "../account/decision.ts";
import { isoTime } from "../account/instant.ts";
import { isOffered } from "../account/accept.ts";
import { demandOf } from "../account/enforcement.ts";
import { type Foreseen, foreseenDecisions, type ForeseenDecision, foresee, foreseeSms } from "../account/rehearsal.ts";
import type { UserKey } from "../ports/stores.ts";
import { foreseeRecovery } from "../account/recovery-rehearsal.ts";
import { maskEmail, openContact, openPhone } from "../access/sealed-values.ts";
import { maskPhone } from "./sms/send-code.ts";
import type { Policy } from "../account/policy.ts";
import { registeredCountry } from "./sms/flows.ts";
import type { Caller } from "../identity/caller.ts";
import { carriesOwnTexts } from "../settings/settings.ts";
import type { Services } from "../runtime/services.ts";
import type { AccountAccess } from "../access/account-access.ts";

/**
 * With enforcement `report`, how `on` would decide the login of a user without a factor; null: as it is decided now. It only informs:
 * a number that cannot be opened here must not keep anybody out.
 */
export async function rehearsed(
  { vault }: Pick<Services, "vault">,
  {
    account,
    own,
    policy,
    caller,
  }: {
    readonly account: Pick<AccountAccess, "user">;
    readonly own: Account;
    readonly policy: Policy;
    readonly caller: Pick<Caller, "party">;
  },
) {
  if (policy.enforcement !== "report") return null;
  const country = await registeredCountry(vault, account.user, own).catch(() => null);
  const facts = { must: true, takesPasskeys: caller.party !== null, offers: () => true, registeredCountry: country };
  const { decision } = foresee(own, policy, facts);
  if (decision !== "enroll" && decision !== "shut_out") return null;
  const { enforcementFrom } = policy;
  return {
    rehearsal: { decision },
    ...(enforcementFrom !== null && { enforcementFrom: isoTime(enforcementFrom) }),
  };
}

/** How a recovery of this user would go under a policy; opens the address and the phones, to show them masked. */
async function recoveryRehearsal(
  { vault, settings }: Pick<Services, "vault" | "settings">,
  user: UserKey,
  account: Account,
  policy: Policy,
  at: At,
) {
  const { hindrance, from, plan } = foreseeRecovery(account, {
    policy,
    canMail: settings.mailFrom !== undefined,
    canText: carriesOwnTexts[settings.smsProvider],
    at,
  });
  const view = { hindrance, from: from === null ? null : isoTime(from) };
  if (plan === null) return { ...view, plan: null };
  const contact = await openContact(vault, user, account);
  const phones = await Promise.all(plan.phones.map(async (phone) => maskPhone(await openPhone(vault, user, phone))));
  const { delayHours, approvalBy, readyAt, endsAt, notices, replaced } = plan;
  return {
    ...view,
    plan: {
      delayHours,
      needsApproval: approvalBy !== null,
      approvalBy: approvalBy === null ? null : isoTime(approvalBy),
      readyAt: isoTime(readyAt),
      endsAt: isoTime(endsAt),
      channels: { email: contact && maskEmail(contact.email), phones },
      notices: notices.map((notice) => ({ ...notice, at: notice.at === null ? null : isoTime(notice.at) })),
      replaced: { ...replaced, factors: replaced.factors.map(({ id, type, label }) => ({ id, type, label })) },
    },
  };
}

interface Rehearsal {
  readonly users: readonly { readonly userId: string; readonly user: UserKey }[];
  readonly issuerId: string | undefined;
  readonly current: Policy;
  readonly planned: Policy;
  /** Whether recoveries are rehearsed too. */
  readonly recovery: boolean;
}

/** A directory tells who the users are, and no roles: nobody is taken to have one. */
const noRoles = { named: [], isStaff: false };

/** How the logins of these users would go under two policies, the planned one from its own date on and with no grace left; and the SMS of those. */
export async function rehearsalOf(
  services: Pick<Services, "accounts" | "vault" | "settings">,
  { users, issuerId, current, planned, recovery }: Rehearsal,
  at: At,
) {
  const { accounts, vault, settings } = services;
  const takesPasskeys = settings.trustedIssuers.find(({ id }) => id === issuerId)?.webauthn !== undefined;
  const found = await accounts.readMany(users.map(({ user }) => user));
  const foreseen = await Promise.all(
    users.map(async ({ userId, user }, nth) => {
      const account = found[nth];
      if (account === undefined) throw new Error("The store answers a user less than asked for");
      const country = await registeredCountry(vault, user, account);
      const factsOf = (policy: Policy, must: boolean, when: At) => ({
        must,
        takesPasskeys,
        offers: isOffered(account, policy, takesPasskeys, when),
        registeredCountry: country,
      });
      const demand = demandOf(account, current, noRoles, at.now);
      const day: At = { ...at, now: Math.max(at.now, planned.enforcementFrom ?? at.now) };
      const before = foresee(account, current, factsOf(current, demand.must && demand.graceUntil === null, at));
      const facts = factsOf(planned, demandOf(account, planned, noRoles, day.now).must, day);
      const after = foresee(account, planned, facts);
      const row = {
        userId,
        now: before.decision,
        // oxlint-disable-next-line unicorn/no-thenable -- the contract names it so, and it is a text
        then: after.decision,
        factors: activeFactors(account).map(({ type }) => type),
        backupCodes: remainingBackupCodes(account.backupCodes),
        why: after.why,
        ...(recovery && { recovery: await recoveryRehearsal(services, user, account, planned, at) }),
      };
      return { row, after, sms: foreseeSms(account, planned, facts, after.decision) };
    }),
  );
  return {
    users: foreseen.map(({ row }) => row),
    counts: countsOf(foreseen.map(({ after }) => after)),
    messages: foreseen.flatMap(({ sms }) => sms ?? []),
  };
}

const countsOf = (users: readonly Foreseen[]) => {
  const count = (isCounted: (user: Foreseen) => boolean): number => users.filter(isCounted).length;
  const decisions = foreseenDecisions.map((one) => [one, count(({ decision }) => decision === one)] as const);
  return {
    ...(Object.fromEntries(decisions) as Record<ForeseenDecision, number>),
    no_backup_codes: count(({ weak }) => weak.includes("no_backup_codes")),
    only_sms: count(({ weak }) => weak.includes("only_sms")),
  };
};
