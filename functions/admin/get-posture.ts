import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { dayMillis, isoTime } from "../../shared/account/instant.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { type PostureFacts, requirements, serviceVersion } from "../../shared/contract/requirements.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import type { Services } from "../../shared/runtime/services.ts";
import { mayNameTenant } from "../../shared/settings/issuer-tenants.ts";
import type { Settings } from "../../shared/settings/settings.ts";

export const { handler, serve } = endpoint(adminRoutes.adminGetPosture, async ({ tenant, caller, at }, services) => {
  const { settings } = services;
  const policy = await currentPolicy(services, tenant);
  const facts = factsOf(policy, settings, tenant);
  return {
    asOf: isoTime(at.now),
    ...(caller.isOperator && { service: await serviceFacts(services, tenant, at.now) }),
    tenant: {
      enforcement: facts.enforcement,
      phishingResistantOffered: facts.phishingResistantOffered,
      sms:
        policy.factorTypes.includes("sms") && policy.smsCountries.length > 0 ? ("allowed" as const) : ("off" as const),
      trustedDevicesDays: policy.trustedDevices.days,
      recovery: facts.recovery,
      resetApproval: policy.resetApproval,
    },
    requirements: requirements.map(({ id, text, isMet, by, why, test }) =>
      isMet(facts) ? { id, text, met: true, by, test } : { id, text, met: false, why: why(facts), test },
    ),
  };
});

function factsOf(policy: Policy, settings: Settings, tenant: string): PostureFacts {
  const issuers = settings.trustedIssuers.filter((issuer) => mayNameTenant(issuer, tenant));
  const withPasskeys = issuers.filter(({ webauthn }) => webauthn !== undefined);
  const isAllowed = policy.passkeys.allowed !== "off";
  const names = issuers.map(({ id }) => id).join(", ");
  return {
    limits: settings,
    noticesOn: settings.mailFrom !== undefined,
    enforcement: policy.enforcement,
    phishingResistantOffered: isAllowed && withPasskeys.length > 0,
    withoutPasskeys: isAllowed
      ? `passkeys are off for issuer ${names}: it has no webauthn entry`
      : "the policy allows no passkeys",
    factorTypes: policy.factorTypes,
    recovery: policy.recovery.mode,
  };
}

async function serviceFacts({ settings, keyRecords }: Services, tenant: string, now: number) {
  const { freeGuesses, disableAfterGuesses, dailyGuesses, totpWindow, smsCodeSeconds } = settings;
  const [{ kid, since, next }, oldest, region] = await Promise.all([
    keyRecords.signing(now),
    keyRecords.oldestSealing(tenant),
    keyRecords.region(),
  ]);
  const days = (from: number): number => Math.max(0, Math.floor((now - from) / dayMillis));
  return {
    version: serviceVersion,
    region,
    semantics: "single-region, fails closed",
    limits: { freeGuesses, disableAfterGuesses, dailyGuesses, totpWindow, smsCodeSeconds },
    keys: {
      signing: { kid, ageDays: days(since), next },
      data: { oldestDays: oldest === null ? null : days(oldest), successorAfterDays: settings.dataKeyDays },
    },
    sms: {
      provider: settings.smsProvider,
      maxPriceUsd: settings.smsMaxPrice,
      countriesDefault: [...settings.smsCountries],
    },
    notices: settings.mailFrom === undefined ? ("off" as const) : ("on" as const),
  };
}
