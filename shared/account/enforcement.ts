import { type Account, isEnabled } from "./account.ts";
import { type Decision, refuse } from "./decision.ts";
import { dayMillis, type Instant, isoTime } from "./instant.ts";
import type { Policy } from "./policy.ts";
import type { Enforcement } from "./policy-fields.ts";

/** The caller's roles, as the issuer's token names them. */
export interface RolesOfCaller {
  /** Null: the token has no such claim. */
  readonly named: readonly string[] | null;
  /** Among them is one that acts on other users. */
  readonly isStaff: boolean;
}

export interface Demand {
  /** The user needs a second factor, and cannot switch it off. */
  readonly must: boolean;
  /** The end of the time in which a user without one may still go on; null: there is none. */
  readonly graceUntil: Instant | null;
}

/** Nothing is asked of anybody. */
export const noDemand: Demand = { must: false, graceUntil: null };

const isInForce = ({ enforcement, enforcementFrom }: Policy, now: Instant): boolean =>
  enforcement === "on" && now >= (enforcementFrom ?? 0);

/** A token that does not name roles cannot tell that the user has none of them. */
const hasNamedRole = ({ requiredFor }: Policy, { named }: RolesOfCaller): boolean =>
  requiredFor.roles.length > 0 && (named === null || named.some((role) => requiredFor.roles.includes(role)));

export const must = (account: Account, policy: Policy, roles: RolesOfCaller, now: Instant): boolean =>
  account.required === true || isInForce(policy, now) || hasNamedRole(policy, roles);

export const demandOf = (account: Account, policy: Policy, roles: RolesOfCaller, now: Instant): Demand =>
  must(account, policy, roles, now) ? { must: true, graceUntil: graceUntil(account, policy, roles, now) } : noDemand;

/**
 * Grace runs from the first login that asks, and ends some days after the demand came into force at the latest: the first login to a
 * sleeping account begins none. Who had a second factor has none, so that neither a reset nor switching it off brings one.
 */
function graceUntil(account: Account, policy: Policy, roles: RolesOfCaller, now: Instant): Instant | null {
  if (policy.graceDays === 0 || account.epoch > 0 || roles.isStaff) return null;
  const since = [
    account.graceSince ?? now,
    ...(isInForce(policy, now) ? [policy.enforcementFrom ?? policy.onSince ?? 0] : []),
    ...(hasNamedRole(policy, roles) ? [policy.rolesSince ?? 0] : []),
  ];
  const until = Math.min(...since) + policy.graceDays * dayMillis;
  return now < until ? until : null;
}

/** Puts down when the grace began. A login that was overtaken, by a set-up or a stricter demand, begins again. */
export function beginGrace(
  account: Account,
  policy: Policy,
  roles: RolesOfCaller,
  now: Instant,
): Decision<{ readonly until: Instant }> {
  const until = graceUntil(account, policy, roles, now);
  if (until === null || isEnabled(account)) return refuse({ code: "busy" });
  const outcome = { ok: true, until } as const;
  if (account.graceSince !== undefined) return { outcome };
  return {
    write: {
      account: { ...account, graceSince: now },
      event: { type: "grace.started", data: { until: isoTime(until) } },
    },
    outcome,
  };
}

/** The grace that a user is in, as an admin sees it: roles are known at a login only. */
export const runningGrace = (account: Account, policy: Policy, now: Instant): Instant | null =>
  account.graceSince === undefined || isEnabled(account)
    ? null
    : graceUntil(account, policy, { named: [], isStaff: false }, now);

/** An admin says that this user must, or with null that it is as the policy says. Nobody is exempt from the policy. */
export function setRequirement(account: Account, required: true | null, reason: string): Decision<object> {
  const { required: before, ...rest } = account;
  if ((before ?? null) === required) return { outcome: { ok: true } };
  return {
    write: {
      account: { ...rest, ...(required && { required }) },
      event: { type: "requirement.changed", data: { required, reason } },
    },
    outcome: { ok: true },
  };
}

/** The word on enforcement that counts of a body's two: the one that differs from the policy that binds; null: they contradict each other. */
export function enforcementIn(
  {
    required,
    enforcement,
  }: { readonly required?: boolean | undefined; readonly enforcement?: Enforcement | undefined },
  { enforcement: now }: Policy,
): Enforcement | null {
  const isOtherWord = enforcement !== undefined && enforcement !== now;
  const isOtherNeed = required !== undefined && required !== (now === "on");
  if (isOtherWord) return isOtherNeed && required !== (enforcement === "on") ? null : enforcement;
  return isOtherNeed ? (required ? "on" : "off") : now;
}
