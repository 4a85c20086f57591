import { either, Misused, readFlags } from "../../client/command-line/command-line.ts";
import { engineNames } from "../../local/dynamodb-engine.ts";

export const help = `npm run soak [-- --quick] [-- --minutes N] [-- --engine NAME] [-- --help]

Wears the whole service on each engine (dynalite, DynamoDB Local; the second needs Java 17): two processes' worth of it over one table.
First each kind of proof (codes of apps, of SMS, backup codes, answers of passkeys) is redeemed 10,000 times, four times
at once each: exactly one may be accepted. Then comes mixed load, in which every answer must be the expected one. Ends
with code 1 if anything was wrong.
  --minutes N   how long the mixed load lasts on each engine (default 10)
  --engine NAME dynalite or dynamodb-local alone; two terminals wear both at once
  --quick       a trial: 200 codes of each kind and 20 seconds of load
  --help        this text

The full run takes one to two hours. The clock is the soak's own and is moved on; the slow hash of backup codes is made cheap.`;

export interface Extent {
  /** Codes of each kind. */
  readonly codes: number;
  /** Of mixed load. */
  readonly seconds: number;
  readonly engines: readonly (typeof engineNames)[number][];
}

export function parseOptions(args: readonly string[]): { readonly help: boolean; readonly extent: Extent } {
  const values = readFlags(
    args,
    {
      quick: { type: "boolean", default: false },
      minutes: { type: "string" },
      engine: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
    "npm run soak -- --help",
  );
  const engines = engineNames.filter((name) => name === (values.engine ?? name));
  if (engines.length === 0) throw new Misused(`--engine is ${either(engineNames)}.`);
  const usual = { engines, ...(values.quick ? { codes: 200, seconds: 20 } : { codes: 10_000, seconds: 600 }) };
  if (values.minutes === undefined) return { help: values.help, extent: usual };
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Misused(`--minutes must be a number above 0, but is "${values.minutes}".`);
  return { help: values.help, extent: { ...usual, seconds: minutes * 60 } };
}
