import { type Outcome, type Refusal, refused } from "../../account/decision.ts";
import { isActive, type SmsFactor } from "../../account/factor.ts";
import { type Instant, seconds } from "../../account/instant.ts";
import type { Limit, LimitedBy, Spent } from "../../ports/stores.ts";
import { serviceTenant } from "../../ports/vault.ts";
import type { Services } from "../../runtime/services.ts";
import type { Settings } from "../../settings/settings.ts";

type LimitServices = Pick<Services, "limits" | "vault" | "settings" | "random" | "telemetry">;
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

/** Looks before the send is reserved, so that a refusal writes nothing, however often it is asked for. */
export async function limitSpent(services: LimitServices, send: Send, now: Instant): Promise<Limited | null> {
  const limits = limitsOf(services.settings, send, await numberHashOf(services, send.e164));
  const spent = await services.limits.spent(limits, now);
  return spent && refusalOf(spent, now);
}

interface Claimed {
  /** For a send that certainly did not go out. */
  readonly giveBack: () => Promise<void>;
}

/** Claims one send from every limit before the provider is called: parallel requests cannot exceed them. */
export async function claimLimits(services: LimitServices, send: Send, now: Instant): Promise<Outcome<Claimed>> {
  const { limits, settings, random } = services;
  const token = Buffer.from(random.bytes(12)).toString("base64url");
  const bounds = limitsOf(settings, send, await numberHashOf(services, send.e164));
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
