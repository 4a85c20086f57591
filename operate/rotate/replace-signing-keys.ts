import { serviceTenant } from "../../shared/ports/vault.ts";
import { newSigningKey } from "../../shared/identity/signing-key.ts";
import { keyExpiry, neededSlots, nextKid, statesOf, supersededKids } from "../../shared/identity/signing-keys.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import type { KeyContext } from "../table.ts";

type Keys = Pick<KeyContext, "clock" | "dataKeys" | "vault" | "signingKeys">;

export interface ReplacedSigningKeys {
  readonly made: readonly string[];
  readonly withdrawn: readonly string[];
}

const maxTries = 5;

/**
 * New keys first, so that there is always one to sign with; then all others are withdrawn, the previous slot's too. Whoever
 * has the signing key may have the data key that sealed it: the new ones are sealed with a new generation.
 */
export async function replaceSigningKeys(keys: Keys): Promise<ReplacedSigningKeys> {
  const now = keys.clock.now();
  await keys.dataKeys.advance({ tenant: serviceTenant, purpose: "signing" });
  const made: string[] = [];
  for (const slot of neededSlots(now)) made.push(await makeKey(keys, slot));
  const withdrawn = supersededKids(now, statesOf(await keys.signingKeys.list()));
  for (const kid of withdrawn) await keys.signingKeys.withdraw(kid, now, keyExpiry(kid));
  return { made, withdrawn };
}

/** A key that somebody else made meanwhile is not taken: it may be sealed with the old data key. */
async function makeKey({ signingKeys, vault }: Keys, slot: number): Promise<string> {
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const kid = nextKid(slot, statesOf(await signingKeys.list()));
    if ((await signingKeys.add(await newSigningKey(vault, kid), keyExpiry(kid))) === "written") return kid;
  }
  throw new Mistake("Others replace the signing keys at the same moment. Run it again.");
}
