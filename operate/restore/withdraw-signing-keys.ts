import { signingKeyStore } from "../../shared/aws/dynamodb/signing-key-store.ts";
import { keyExpiry } from "../../shared/identity/signing-slots.ts";
import type { TableWorld } from "./world.ts";

/**
 * A key that was withdrawn after the backup, perhaps because it leaked, is good again in the restored table, and nothing there tells
 * which one: so all of them go. The service makes new ones at its first call, under names that nobody has cached.
 */
export async function withdrawSigningKeys(
  { table, clock }: Pick<TableWorld, "table" | "clock">,
  { dryRun }: { readonly dryRun: boolean },
): Promise<number> {
  const store = signingKeyStore(table);
  const { keys } = await store.list();
  if (!dryRun) for (const { kid } of keys) await store.withdraw(kid, clock.now(), keyExpiry(kid));
  return keys.length;
}
