import { type Outcome, type Refusal, refused } from "../../account/decision.ts";
import { isActive, type SmsFactor } from "../../account/factor.ts";
import { emptyCell, isKnownRange, mostUnknown, verdictOf } from "../../account/breaker.ts";
import { recentPolicy } from "../../access/organisation-policy.ts";
import { dayMillis, type Instant, isoTime, seconds } from "../../account/instant.ts";
import type { Limit, LimitedBy, Spent } from "../../ports/stores.ts";
import { serviceTenant } from "../../ports/vault.ts";
import type { Services } from "../../runtime/services.ts";
import type { Settings } from "../../settings/settings.ts";

type LimitServices = Pick<Services, "limits" | "vault" | "settings" | "random" | "telemetry" | "traffic" | "policies">;
interface Send {
  readonly tenant: string;
  readonly e164: string;
  readonly factor: SmsFactor;
}
type Limited = Extract<Refusal, { code: "sms_limit_reached" }>;

/** The limits that bound a send, the narrowest first: a number that has had enough spends nothing of its tenant's budget. */
function limitsOf(settings: Settings, { tenant, factor }: Send, numberHash: string): readonly Limit[] {
  const number = { kind: "number", numberHash } as const;
  const perNumber = { hour: settings.smsPerNumberHour, day: settings.smsPerNumberDay };
  if (isActive(factor)) return [{ by: { ...number, standing: "confirmed" }, ...perNumber }];
  // Anybody can type a number and an admin register it: neither may spend what its owner's logins need, nor show that there is one.
  const standing = factor.preRegistered ? "registered" : "pending";
  const perDay = (by: LimitedBy, day: number): Limit => ({ by, hour: null, day });
  return [
    { by: { ...number, standing, tenant }, ...perNumber },
    {
      by: { ...number, standing: "unconfirmed" },
      hour: settings.smsPerNumberHourAll,
      day: settings.smsPerNumberDayAll,
    },
    perDay({ kind: "tenant", tenant, purpose: "enrollment" }, setUpsOfTenant(settings)),
    perDay({ kind: "deployment" }, settings.smsPerDay),
  ];
}

/** Of several tenants none may spend the deployment's day: a fifth is the most for one. */
function setUpsOfTenant({ trustedIssuers, smsSetUpsPerTenantDay, smsPerDay }: Settings): number {
  const hasTenants =
    trustedIssuers.some(({ tenantClaim }) => tenantClaim !== undefined) ||
    new Set(trustedIssuers.map(({ tenant }) => tenant)).size > 1;
  return hasTenants ? Math.min(smsSetUpsPerTenantDay, Math.max(1, Math.floor(smsPerDay / 5))) : smsSetUpsPerTenantDay;
}

/** Numbers are counted by a keyed hash. */
async function numberHashOf({ vault }: LimitServices, e164: string): Promise<string> {
  const mac = await vault.mac({ tenant: serviceTenant, purpose: "limits", about: ["number"] }, Buffer.from(e164));
  return Buffer.from(mac).toString("base64url");
}

const refusalOf = ({ retryAt }: Spent, now: Instant): Limited => ({
  code: "sms_limit_reached",
  retryAt: Math.max(retryAt, now + seconds(1)),
});

/**
 * Beginning of a number by which the watch on pumping counts: its country's code and four digits more, as a keyed hash, since the first
 * digits of a number are personal too. Another organisation has others.
 */
export async function rangeOf(
  { vault }: Pick<LimitServices, "vault">,
  tenant: string,
  { e164, callingCode }: { readonly e164: string; readonly callingCode: string },
): Promise<string> {
  const beginning = Buffer.from(e164.slice(0, `+${callingCode}`.length + 4));
  const mac = await vault.mac({ tenant: serviceTenant, purpose: "limits", about: ["range", tenant] }, beginning);
  return Buffer.from(mac).subarray(0, 8).toString("base64url");
}

/** Set-ups of numbers that no organisation registered: the only ones that anybody can have sent to any number. */
const isJudged = ({ factor }: Send): boolean => !isActive(factor) && !factor.preRegistered;

/** By the watch on pumping: the bounds that it sets to this send, or until when it allows none. */
async function watched(
  { traffic }: LimitServices,
  { tenant, factor }: Send,
  now: Instant,
): Promise<{ readonly limits: readonly Limit[] } | Spent> {
  const { range, country } = factor;
  if (range === undefined || country === undefined) return { limits: [] };
  const [ofRange = emptyCell, ofCountry = emptyCell] = await traffic.cells(tenant, [
    { kind: "range", id: range, country },
    { kind: "country", id: country },
  ]);
  const isKnown = isKnownRange(ofRange, now);
  const cells = [[range, ofRange] as const, ...(isKnown ? [] : [[country, ofCountry] as const])];
  const verdicts = cells.map(([cell, state]) => [cell, verdictOf(state, now)] as const);
  const ends = verdicts.flatMap(([, verdict]) => (verdict.sends === "never" ? [verdict.until] : []));
  if (ends.length > 0) return { retryAt: Math.max(...ends) };
  const trials = verdicts.flatMap(([cell, verdict]): readonly Limit[] =>
    verdict.sends === "on trial"
      ? [{ by: { kind: "cell", tenant, cell, state: "trial" }, hour: verdict.most, day: null }]
      : [],
  );
  const unknown: Limit = { by: { kind: "cell", tenant, cell: range, state: "unknown" }, hour: mostUnknown, day: null };
  return { limits: isKnown ? trials : [...trials, unknown] };
}

/** The month's budget, of which each day adds a thirtieth to what is left. Only set-ups wait for it. */
async function budgetSpent(services: LimitServices, { tenant }: Send, now: Instant): Promise<Spent | null> {
  const { smsBudgetUsd } = await recentPolicy(services, tenant);
  if (smsBudgetUsd === null) return null;
  const { microUsd } = await services.traffic.bill(tenant, isoTime(now).slice(0, 7));
  const days = Math.min(30, new Date(now).getUTCDate());
  return microUsd >= (1e6 * smsBudgetUsd * days) / 30 ? { retryAt: now - (now % dayMillis) + dayMillis } : null;
}

/** The bounds of a send, or why it may not go out at all. */
async function boundsOf(services: LimitServices, send: Send, now: Instant): Promise<readonly Limit[] | Spent> {
  const limits = limitsOf(services.settings, send, await numberHashOf(services, send.e164));
  if (!isJudged(send)) return limits;
  const [watch, budget] = await Promise.all([watched(services, send, now), budgetSpent(services, send, now)]);
  if ("retryAt" in watch) return watch;
  return budget ?? [...watch.limits, ...limits];
}

const isSpent = (bounds: readonly Limit[] | Spent): bounds is Spent => "retryAt" in bounds;

/** Looks before the send is reserved, so that a refusal writes nothing, however often it is asked for. */
export async function limitSpent(services: LimitServices, send: Send, now: Instant): Promise<Limited | null> {
  const bounds = await boundsOf(services, send, now);
  if (isSpent(bounds)) return refusalOf(bounds, now);
  const spent = await services.limits.spent(bounds, now);
  return spent && refusalOf(spent, now);
}

interface Claimed {
  /** For a send that certainly did not go out. */
  readonly giveBack: () => Promise<void>;
}

/** Claims one send from every limit before the provider is called: parallel requests cannot exceed them. */
export async function claimLimits(services: LimitServices, send: Send, now: Instant): Promise<Outcome<Claimed>> {
  const { limits, random } = services;
  const token = Buffer.from(random.bytes(12)).toString("base64url");
  const bounds = await boundsOf(services, send, now);
  if (isSpent(bounds)) return refused(refusalOf(bounds, now));
  for (const limit of bounds) {
    const claim = await limits.claim(limit, token, now);
    if (!claim.claimed) return refused(refusalOf(claim, now));
  }
  const counted = isActive(send.factor) ? [...bounds, loginsOf(send)] : bounds;
  if (isActive(send.factor)) await countLogin(services, send, token, now);
  return {
    ok: true,
    async giveBack() {
      await Promise.all(counted.map(async (limit) => limits.giveBack(limit, token, now)));
    },
  };
}

/** Counts the logins of a tenant without refusing any: confirmed phones are bounded one by one, and an alarm tells of the sum. */
const loginsOf = ({ tenant }: Send): Limit => ({
  by: { kind: "tenant", tenant, purpose: "login" },
  hour: null,
  day: null,
});

async function countLogin(
  { limits, settings, telemetry }: LimitServices,
  send: Send,
  token: string,
  now: Instant,
): Promise<void> {
  const { tenant } = send;
  const counted = await limits.claim(loginsOf(send), token, now);
  if (counted.claimed && counted.count === settings.smsPerTenantDay + 1)
    telemetry.logger.warn("sms budget exceeded", { tenant, purpose: "login", limit: settings.smsPerTenantDay });
}
