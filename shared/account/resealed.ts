import type { Account } from "./account.ts";
import type { Decision } from "./decision.ts";
import { type Factor, isKnown, type Sealed } from "./factor.ts";
import { kindOf } from "./kinds.ts";

/** Values of an account, sealed again with a newer key; absent or null: already sealed with the newest key. */
export interface Resealed {
  /** The sealed value of each factor, by factor id. */
  readonly factors: ReadonlyMap<string, Sealed>;
  readonly preRegisteredPhone?: Sealed | null;
  readonly contact?: Sealed | null;
}

/** A decision that writes the account anyway takes re-sealed values along. A value that the decision itself changed stays as decided. */
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
  if (!isKnown(factor) || earlier?.type !== factor.type) return factor;
  const kind = kindOf(factor);
  return kind.withSealedValue(factor, renewed(kind.sealedValue(earlier), kind.sealedValue(factor), anew));
}

/** Only the very value that was sealed again is replaced. */
const renewed = <S extends Sealed | null>(before: S, now: S, anew: Sealed | null | undefined): S | Sealed =>
  anew && now !== null && now === before ? anew : now;
