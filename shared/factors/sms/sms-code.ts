import type { Random } from "../../ports/clock.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";

/** Six digits without bias, leading zeros kept; `000000` is a code like any other. */
export const newSmsCode = (random: Random): string => String(random.below(1_000_000)).padStart(6, "0");

/** The only thing kept of a code: a keyed hash bound to the user, the factor and the challenge that it was made for. */
export const smsCodeMac = async (
  vault: Vault,
  { tenant, ref }: UserKey,
  { factorId, challengeId, code }: { readonly factorId: string; readonly challengeId: string; readonly code: string },
): Promise<Uint8Array> =>
  vault.mac({ tenant, purpose: "codes", about: [ref, "sms", factorId, challengeId] }, Buffer.from(code));
