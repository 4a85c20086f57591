import * as z from "zod/mini";
import type { Account, LinkedChange } from "../../account/account.ts";
import { isKnown } from "../../account/factor.ts";
import { compactId, fullId } from "./stored-parts.ts";
import { instant, storedId } from "./stored-kinds.ts";
import { factorToItem, storedFactor } from "./factors/factor-item.ts";

export const flag = z.union([z.literal(0), z.literal(1)]);

/** The factor, the first removal since which one is staged, and its end. */
const storedStaged = z.tuple([storedFactor, instant, instant]);
/** The link in the notice of a removal, its end, 1 if it has frozen the account. */
const storedChange = z.pipe(
  z.tuple([storedId, instant, flag]),
  z.transform(([link, until, froze]): LinkedChange => ({ link: fullId("", link), until, froze: froze === 1 })),
);

/** F staged factor, L links of removals, X end of a freeze. */
export const undoShape = {
  F: z._default(z.nullable(storedStaged), null),
  L: z._default(z.array(storedChange), []),
  X: z._default(z.nullable(instant), null),
};

export const undoToItem = ({ staged, changes, frozenUntil }: Account) => ({
  ...(staged && { F: [factorToItem(staged.factor), staged.changedAt, staged.until] }),
  ...(changes && { L: changes.map(({ link, until, froze }) => [compactId("", link), until, froze ? 1 : 0]) }),
  ...(frozenUntil !== undefined && { X: frozenUntil }),
});

/** A staged factor that only a newer release knows cannot be brought back here. */
export function undoFromItem({
  F: staged,
  L: changes,
  X: frozenUntil,
}: z.output<z.ZodMiniObject<typeof undoShape>>): Pick<Account, "staged" | "changes" | "frozenUntil"> {
  const [factor, changedAt, until] = staged ?? [];
  return {
    ...(factor &&
      isKnown(factor) &&
      changedAt !== undefined &&
      until !== undefined && { staged: { factor, changedAt, until } }),
    ...(changes.length > 0 && { changes }),
    ...(frozenUntil !== null && { frozenUntil }),
  };
}
