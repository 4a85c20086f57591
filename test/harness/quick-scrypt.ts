import crypto, { type ScryptOptions } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** What OWASP ASVS 5.0, 6.5.2 leads to, and what a set of ten backup codes costs ten times: half a second of a core for each person of a story. */
const leastCost = 2 ** 14;
const quick = 2 ** 4;
const { scrypt } = crypto;

type Done = (error: Error | null, key: Buffer) => void;

/** Still insists that the service asks for the full cost. */
crypto.scrypt = ((secret: string, salt: Buffer, length: number, ...rest: [Done] | [ScryptOptions, Done]) => {
  const [options, done] = rest.length === 1 ? [{ N: leastCost }, rest[0]] : rest;
  if ((options.N ?? 0) < leastCost) throw new RangeError("The hash of a backup code is too cheap");
  scrypt(secret, salt, length, { ...options, N: quick }, done);
}) as typeof scrypt;
syncBuiltinESMExports();
