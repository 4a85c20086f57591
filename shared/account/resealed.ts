import type { Account, Factor, Sealed } from "./account.ts";
import type { Decision } from "./decision.ts";

/** Values of an account that were sealed anew with a newer key; what is absent or null is as new as can be. */
export interface Resealed {
  /** Secret or phone number, by factor id. */
  readonly factors: ReadonlyMap<string, Sealed>;
  readonly preRegisteredPhone?: Sealed | null;
  readonly contact?: Sealed | null;
}

/**
 * A decision that writes the account anyway takes the values sealed anew along. They hold what `before` held: a value that
 * the decision itself replaced or removed stays as the decision has it.
 */
export function withResealed<T>(before: Account, decision: Decision<T>, resealed: Resealed): Decision<T> {
  if (!decision.write) return decision;
  const { account } = decision.write;
  return { ...decision, write: { ...decision.write, account: resealedAccount(before, account, resealed) } };
}

const resealedAccount = (before: Account, account: Account, resealed: Resealed): Account => ({
  ...account,
  factors: account.factors.map((factor) => resealedFactor(before, factor, resealed.factors.get(factor.id))),
  preRegisteredPhone: renewed(before.preRegisteredPhone, account.preRegisteredPhone, resealed.preRegisteredPhone),
  contact: renewed(before.contact, account.contact, resealed.contact),
});

function resealedFactor({ factors }: Account, factor: Factor, anew: Sealed | undefined): Factor {
  const earlier = factors.find(({ id }) => id === factor.id);
  if (factor.type === "totp" && earlier?.type === "totp")
    return { ...factor, secret: renewed(earlier.secret, factor.secret, anew) };
  if (factor.type === "sms" && earlier?.type === "sms")
    return { ...factor, phone: renewed(earlier.phone, factor.phone, anew) };
  return factor;
}

/** Only the very value that was sealed anew is replaced. */
const renewed = <S extends Sealed | null>(before: S, now: S, anew: Sealed | null | undefined): S | Sealed =>
  anew && now !== null && now === before ? anew : now;
