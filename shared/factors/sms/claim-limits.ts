import { isActive, type SmsFactor } from "../../account/factor.ts";
import { type Refusal } from "../../account/decision.ts";
import { serviceTenant } from "../../ports/vault.ts";
import type { Services } from "../../runtime/services.ts";
import { type Instant, seconds } from "../../account/instant.ts";

/**
 * Claims one send from every budget that bounds it, before the provider is called: parallel requests cannot exceed it.
 * Numbers are counted by a keyed hash over all users and tenants; what an organisation registered, over its own users.
 */
export async function claimLimits(
  { limits, vault, settings }: Pick<Services, "limits" | "vault" | "settings">,
  { tenant, e164, factor }: { readonly tenant: string; readonly e164: string; readonly factor: SmsFactor },
  now: Instant,
): Promise<Extract<Refusal, { code: "sms_limit_reached" }> | null> {
  const mac = await vault.mac({ tenant: serviceTenant, purpose: "limits", about: ["number"] }, Buffer.from(e164));
  const numberHash = Buffer.from(mac).toString("base64url");
  const byNumber = await limits.claim(
    { kind: "number", numberHash, ...standingOf(factor, tenant) },
    { hour: settings.smsPerNumberHour, day: settings.smsPerNumberDay },
    now,
  );
  const claim = byNumber.claimed
    ? await limits.claim({ kind: "tenant", tenant }, { hour: null, day: settings.smsPerTenantDay }, now)
    : byNumber;
  return claim.claimed ? null : { code: "sms_limit_reached", retryAt: Math.max(claim.retryAt, now + seconds(1)) };
}

/** An admin can register anybody's number: that must neither spend the count of its owner elsewhere nor show that there is one. */
function standingOf(factor: SmsFactor, tenant: string) {
  if (isActive(factor)) return { standing: "confirmed" } as const;
  return factor.preRegistered ? ({ standing: "registered", tenant } as const) : ({ standing: "pending" } as const);
}
