import { type Refusal } from "../domain/decision.ts";
import { serviceTenant } from "../ports.ts";
import type { Services } from "../services.ts";
import { type Instant, seconds } from "../domain/instant.ts";

/**
 * Claims one send from every budget that bounds it, before the provider is called: parallel requests cannot exceed it.
 * Numbers are counted over all users and tenants, by a keyed hash.
 */
export async function claimLimits(
  { limits, vault, settings }: Pick<Services, "limits" | "vault" | "settings">,
  { tenant, e164, confirmed }: { readonly tenant: string; readonly e164: string; readonly confirmed: boolean },
  now: Instant,
): Promise<Extract<Refusal, { code: "sms_limit_reached" }> | null> {
  const mac = await vault.mac({ tenant: serviceTenant, purpose: "limits", about: ["number"] }, Buffer.from(e164));
  const numberHash = Buffer.from(mac).toString("base64url");
  const byNumber = await limits.claim(
    { kind: "number", numberHash, confirmed },
    { hour: settings.smsPerNumberHour, day: settings.smsPerNumberDay },
    now,
  );
  const claim = byNumber.claimed
    ? await limits.claim({ kind: "tenant", tenant }, { hour: null, day: settings.smsPerTenantDay }, now)
    : byNumber;
  return claim.claimed ? null : { code: "sms_limit_reached", retryAt: Math.max(claim.retryAt, now + seconds(1)) };
}
