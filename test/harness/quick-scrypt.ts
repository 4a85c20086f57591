import crypto, { type ScryptOptions } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** OWASP ASVS 5.0, 6.5.2 leads to this cost; a set of ten backup codes costs it ten times, which is half a second of a core. */
const leastCost = 2 ** 14;
const quickCost = 2 ** 4;

type Done = (error: Error | null, key: Buffer) => void;

const slow = crypto.scrypt;
let users = 0;

const quick = ((secret: string, salt: Buffer, length: number, ...rest: [Done] | [ScryptOptions, Done]) => {
  const [options, done] = rest.length === 1 ? [{ N: leastCost }, rest[0]] : rest;
  if ((options.N ?? 0) < leastCost) throw new RangeError("The hash of a backup code is too cheap");
  slow(secret, salt, length, { ...options, N: quickCost }, done);
}) as typeof slow;

const use = (scrypt: typeof slow): void => {
  crypto.scrypt = scrypt;
  syncBuiltinESMExports();
};

/** Makes scrypt quick in this process until the function that it returns is called. It still refuses a cost that is too low. */
export function quickScrypt(): () => void {
  if ((users += 1) === 1) use(quick);
  let isUndone = false;
  return () => {
    if (isUndone) return;
    isUndone = true;
    if ((users -= 1) === 0) use(slow);
  };
}
