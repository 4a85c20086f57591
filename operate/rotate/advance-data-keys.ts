import type { KeyOwner } from "../../shared/aws/data-keys.ts";
import { dataKeyStore } from "../../shared/aws/dynamodb/data-key-store.ts";
import { sealingPurposes } from "../../shared/ports/vault.ts";
import { Mistake } from "../mistake.ts";
import { each, type Failed } from "./each.ts";
import { storedDataKeys } from "./stored-data-keys.ts";
import type { World } from "./world.ts";

export interface AdvancedDataKeys {
  readonly made: readonly (KeyOwner & { readonly generation: number })[];
  readonly failed: readonly Failed<KeyOwner>[];
}

/** A new generation for every owner that has one already: the others get their first when they need it. */
export async function advanceDataKeys(
  world: Pick<World, "table" | "dataKeys">,
  tenant: string | undefined,
  show: (text: string) => void,
): Promise<AdvancedDataKeys> {
  const owners = tenant === undefined ? await allOwners(world, show) : await ownersOf(world, tenant);
  if (owners.length === 0) throw new Mistake(tenant === undefined ? noKeys : `The tenant ${tenant} has no data keys.`);
  let count = 0;
  const { done, failed } = await each(owners, async (owner) => {
    const generation = await world.dataKeys.advance(owner);
    show(`${(count += 1)} of ${owners.length} data keys have a new generation …`);
    return { ...owner, generation };
  });
  return { made: done, failed };
}

const noKeys = "There are no data keys yet: the first login makes them.";
const isSealing = ({ purpose }: KeyOwner): boolean => sealingPurposes.some((one) => one === purpose);

async function allOwners({ table }: Pick<World, "table">, show: (text: string) => void): Promise<readonly KeyOwner[]> {
  const owners = new Map<string, KeyOwner>();
  for await (const page of storedDataKeys(table)) {
    for (const { owner } of page.filter((key) => isSealing(key.owner))) owners.set(JSON.stringify(owner), owner);
    show(`Reading the table: ${owners.size} data keys found …`);
  }
  return [...owners.values()];
}

async function ownersOf({ table }: Pick<World, "table">, tenant: string): Promise<readonly KeyOwner[]> {
  const store = dataKeyStore(table);
  const found = await Promise.all(
    sealingPurposes.map(async (purpose) => ((await store.newest(tenant, purpose)) ? { tenant, purpose } : null)),
  );
  return found.filter((owner) => owner !== null);
}
