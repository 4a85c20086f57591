import * as z from "zod/mini";
import { type PasskeyFactor, transports } from "../../../account/factor.ts";
import { count } from "../stored-kinds.ts";
import type { StoredKind } from "./stored-kind.ts";

/** n signCount, f the bits: 1 backup eligible, 2 backed up, from 4 on the transports, and after these that it is unseen. */
const shape = { n: z._default(count, 0), f: z._default(count, 0) };

const eligible = 1;
const backed = 2;
const firstTransport = 2;
const unseen = 1 << 8;

export const storedPasskey: StoredKind<PasskeyFactor, typeof shape> = {
  shape,
  toItem: ({ signCount, backupEligible, backedUp, isUnseen, transports: own }) => {
    const flags = (backupEligible ? eligible : 0) | (backedUp ? backed : 0) | (isUnseen ? unseen : 0);
    const f = own.reduce((bits, one) => bits | (1 << (firstTransport + transports.indexOf(one))), flags);
    return { ...(signCount !== 0 && { n: signCount }), ...(f !== 0 && { f }) };
  },
  fromItem: ({ n, f }) => ({
    type: "passkey",
    signCount: n,
    backupEligible: (f & eligible) !== 0,
    backedUp: (f & backed) !== 0,
    ...((f & unseen) !== 0 && { isUnseen: true }),
    transports: transports.filter((_, at) => (f & (1 << (firstTransport + at))) !== 0),
  }),
};
