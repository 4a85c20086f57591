import { defaultPolicy, type Policy } from "../account/policy.ts";
import type { PolicyStore } from "../ports/stores.ts";
import type { Settings } from "../settings/settings.ts";

interface PolicySource {
  readonly policies: PolicyStore;
  readonly settings: Pick<Settings, "smsCountries" | "appName">;
}

/** At most a minute old: for steps that only ask or inform. */
export const recentPolicy = async ({ policies, settings }: PolicySource, tenant: string): Promise<Policy> =>
  (await policies.recent(tenant)) ?? defaultPolicy(settings);

/** For steps that change something: a policy that just became stricter must bind them. */
export const currentPolicy = async ({ policies, settings }: PolicySource, tenant: string): Promise<Policy> =>
  (await policies.current(tenant)) ?? defaultPolicy(settings);
