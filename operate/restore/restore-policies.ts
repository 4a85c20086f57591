import type { AccountEvent, EventData } from "../../shared/account/events.ts";
import { type Policy, announcement, defaultPolicy } from "../../shared/account/policy.ts";
import { restoredPolicy } from "../../shared/account/policy-floor.ts";
import { newId } from "../../shared/runtime/services.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import type { LostEvents } from "./lost-events.ts";
import { actor } from "./restore-accounts.ts";
import type { TableContext } from "../table.ts";

/** A policy that was changed after the backup: for the operator to go through with the organisation. */
export interface LostPolicy {
  readonly tenant: string;
  readonly announced: EventData<"policy.updated">;
  /** The table's policy is now stricter than the backup's. */
  readonly raised: boolean;
}

/** Gives each tenant the stricter of the backup's policy and the newest that was announced since. */
export async function restorePolicies(
  context: Pick<TableContext, "policies" | "clock" | "random">,
  { policies }: Pick<LostEvents, "policies">,
  { dryRun }: { readonly dryRun: boolean },
): Promise<readonly LostPolicy[]> {
  const lost: LostPolicy[] = [];
  for (const [tenant, { at: _, ...announced }] of policies) {
    const found = (await context.policies.current(tenant)) ?? firstPolicy(tenant);
    const strict = restoredPolicy(found, announced);
    if (strict !== null && !dryRun) await replace(context, tenant, strict, found.version);
    lost.push({ tenant, announced, raised: strict !== null });
  }
  return lost;
}

async function replace(
  context: Pick<TableContext, "policies" | "clock" | "random">,
  tenant: string,
  policy: Policy,
  replaced: number,
): Promise<void> {
  const event: AccountEvent = {
    type: "policy.updated",
    data: announcement(policy),
    id: newId("evt", context.random),
    at: context.clock.now(),
    actor,
  };
  if ((await context.policies.replace(tenant, policy, event, replaced)) === "conflict")
    throw new Mistake(`The policy of ${tenant} was changed meanwhile: does the table serve already? Run it again.`);
}

/** For a tenant whose policy is not in the backup: no country gets SMS until an admin names them again. */
const firstPolicy = (tenant: string): Policy =>
  defaultPolicy({ smsCountries: [], appName: tenant.replaceAll(/[\p{Cc}\p{Cf}:]/gu, " ") });
