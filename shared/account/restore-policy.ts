import type { EventData } from "./events.ts";
import type { Policy } from "./policy.ts";
import { isConsistent } from "./replace-policy.ts";

type Announced = EventData<"policy.updated">;

/**
 * The stricter of the backup's policy and of what the newest `policy.updated` event said; null if the backup's is as strict. Its version is
 * one that no policy had before, so that who has read a lost one replaces nothing by it.
 * The event does not tell countries, name and help text: they stay the backup's.
 */
export function restoredPolicy(policy: Policy, announced: Announced): Policy | null {
  const both = policy.factorTypes.filter((type) => announced.factorTypes.includes(type));
  const strictest: Policy = {
    ...policy,
    required: policy.required || announced.required,
    // No type at all would lock everybody out: then the newer word counts.
    factorTypes: both.length > 0 ? both : announced.factorTypes,
    phoneRegistration:
      announced.phoneRegistration === "pre-registered" ? announced.phoneRegistration : policy.phoneRegistration,
    version: Math.max(policy.version, announced.version) + 1,
  };
  // One asked for registered phones and the other for apps alone: then nobody could begin.
  const strict: Policy = isConsistent(strictest) ? strictest : { ...strictest, factorTypes: [...both, "sms"] };
  const isSame =
    strict.required === policy.required &&
    strict.phoneRegistration === policy.phoneRegistration &&
    strict.factorTypes.length === policy.factorTypes.length &&
    strict.factorTypes.every((type) => policy.factorTypes.includes(type));
  return isSame ? null : strict;
}
