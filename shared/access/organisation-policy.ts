import { defaultPolicy, type Policy } from "../account/policy.ts";
import { floorOf, raisedTo } from "../account/policy-floor.ts";
import type { PolicyStore } from "../ports/stores.ts";
import type { Settings } from "../settings/settings.ts";

interface PolicySource {
  readonly policies: PolicyStore;
  readonly settings: Pick<Settings, "smsCountries" | "appName" | "policyFloor">;
}

/** The policy that binds at most a minute late: for steps that only ask or inform. */
export const recentPolicy = async (source: PolicySource, tenant: string): Promise<Policy> =>
  binding(source, await source.policies.recent(tenant));

/** The policy that binds now: for steps that change something. One that just became stricter must hold for them. */
export const currentPolicy = async (source: PolicySource, tenant: string): Promise<Policy> =>
  binding(source, await source.policies.current(tenant));

/** A policy may be older than the deployment's floor or ceiling, so they are applied whenever it is read. */
const binding = ({ settings }: PolicySource, stored: Policy | null): Policy =>
  raisedTo(floorOf(settings), stored ?? defaultPolicy(settings));
