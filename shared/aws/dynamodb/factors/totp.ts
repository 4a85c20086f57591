import * as z from "zod/mini";
import type { TotpFactor } from "../../../account/factor.ts";
import { bytes } from "../stored-kinds.ts";
import type { StoredKind } from "./stored-kind.ts";

/** x secret, n lastStep. */
const shape = { x: bytes, n: z.int() };

export const storedTotp: StoredKind<TotpFactor, typeof shape> = {
  shape,
  toItem: ({ secret, lastStep }) => ({ x: secret, n: lastStep }),
  fromItem: ({ x, n }) => ({ type: "totp", secret: x, lastStep: n }),
};
