import { sealTotpSecret } from "../../shared/access/sealed-values.ts";
import type { Account, TotpFactor } from "../../shared/account/account.ts";
import type { EventData } from "../../shared/account/events.ts";
import type { Instant } from "../../shared/account/instant.ts";
import type { LostHistory } from "../../shared/account/lost-history.ts";
import { restore, shut } from "../../shared/account/restore.ts";
import { stepAt, totpSecretBytes } from "../../shared/factors/totp/codes.ts";
import { newId } from "../../shared/runtime/id.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import type { TableWorld } from "./world.ts";

export type RestoredData = EventData<"account.restored">;
/** Who did it, in the event. */
export const actor = { role: "system", ref: "restore" } as const;

/**
 * Decides on the account as found and writes on the condition that it is still so; a user who was faster is decided upon again.
 * Null: nothing is to be done any more.
 */
export async function restoreAccount(
  world: Pick<TableWorld, "accounts" | "vault" | "clock" | "random">,
  user: UserKey,
  found: Account,
  { history, fence, dryRun }: { readonly history: LostHistory; readonly fence: Instant; readonly dryRun: boolean },
): Promise<RestoredData | null> {
  for (let account = found; ; account = (await world.accounts.read(user)).account) {
    const restored = restore(account, history, fence);
    if (restored === null) return null;
    if (dryRun) return restored.event.data;
    const safe = restored.mustBeShut
      ? shut(restored.account, await nobodysFactor(world, user, fence))
      : restored.account;
    const event = { ...restored.event, id: newId("evt", world.random), at: world.clock.now(), actor };
    if ((await world.accounts.write(user, safe, event)) === "written") return restored.event.data;
  }
}

/** An authenticator whose secret nobody has ever seen. */
async function nobodysFactor(
  { vault, random }: Pick<TableWorld, "vault" | "random">,
  user: UserKey,
  at: Instant,
): Promise<TotpFactor> {
  const id = newId("fac", random);
  return {
    type: "totp",
    id,
    label: "Lost: ask for a reset",
    createdAt: at,
    activeSince: at,
    preferred: true,
    secret: await sealTotpSecret(vault, user, id, random.bytes(totpSecretBytes)),
    lastStep: stepAt(at),
  };
}
