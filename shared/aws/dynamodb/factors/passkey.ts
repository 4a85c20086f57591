import { type PasskeyFactor, transports } from "../../../account/factor.ts";
import { count } from "../stored-parts.ts";
import type { StoredKind } from "./stored-kind.ts";

/** n signCount, f the bits: 1 backup eligible, 2 backed up, from 4 on the transports. */
const shape = { n: count.default(0), f: count.default(0) };

const eligible = 1;
const backed = 2;
const firstTransport = 2;

export const storedPasskey: StoredKind<PasskeyFactor, typeof shape> = {
  shape,
  toItem: ({ signCount, backupEligible, backedUp, transports: own }) => {
    const flags = (backupEligible ? eligible : 0) | (backedUp ? backed : 0);
    const f = own.reduce((bits, one) => bits | (1 << (firstTransport + transports.indexOf(one))), flags);
    return { ...(signCount !== 0 && { n: signCount }), ...(f !== 0 && { f }) };
  },
  fromItem: ({ n, f }) => ({
    type: "passkey",
    signCount: n,
    backupEligible: (f & eligible) !== 0,
    backedUp: (f & backed) !== 0,
    transports: transports.filter((_, at) => (f & (1 << (firstTransport + at))) !== 0),
  }),
};
