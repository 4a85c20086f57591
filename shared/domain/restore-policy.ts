import type { EventData } from "./events.ts";
import type { Policy } from "./policy.ts";

type Announced = EventData<"policy.updated">;

/**
 * The stricter of the backup's policy and of what the newest `policy.updated` event said, as version `policy.version + 1`;
 * null if the backup's is as strict. The event does not tell countries, name and help text: they stay the backup's.
 */
export function restoredPolicy(policy: Policy, announced: Announced): Policy | null {
  const both = policy.factorTypes.filter((type) => announced.factorTypes.includes(type));
  const strict: Policy = {
    ...policy,
    required: policy.required || announced.required,
    // No type at all would lock everybody out: then the newer word counts.
    factorTypes: both.length > 0 ? both : announced.factorTypes,
    phoneRegistration:
      announced.phoneRegistration === "pre-registered" ? announced.phoneRegistration : policy.phoneRegistration,
    version: policy.version + 1,
  };
  const isSame =
    strict.required === policy.required &&
    strict.phoneRegistration === policy.phoneRegistration &&
    strict.factorTypes.length === policy.factorTypes.length &&
    strict.factorTypes.every((type) => policy.factorTypes.includes(type));
  return isSame ? null : strict;
}
