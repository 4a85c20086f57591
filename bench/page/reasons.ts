import { totalOf } from "../cost.ts";
import { goals, type Results } from "../results.ts";
import { kilobytes } from "./format.ts";
import { throughputRatio } from "./load.ts";

/** Why a goal is missed; said only while it is. By how much is in the table of the goals. */
export function reasonsSection({ floor, throughput, bundles, costs }: Results): string {
  const reasons = [
    [
      floor.some(({ ratioP50 }) => ratioP50.median > goals.floorRatio),
      `**The floor.** The token has to be checked before the account may be read, so that time comes on top; the assertion is signed while the write is on its
  way. The rest is the validation, the opened secret, and the log line. The emulators answer within a few milliseconds on the same machine;
  beside a real table, which is further away, the same work is a smaller part. That was not measured.`,
    ],
    [
      goals.throughputConnections.some(
        (connections) => throughputRatio(throughput, connections) < goals.throughputRatio,
      ),
      `**Throughput.** better-auth reads and writes SQLite in its own process. A login here is two calls over HTTP to an emulator that shares the two cores with the service, and a signature.
  What decisions.md notes of the floor is what raised it.`,
    ],
    [
      bundles.some(
        ({ name, bytes }) => kilobytes(bytes) > (name === "verify" ? goals.verifyKilobytes : goals.bundleKilobytes),
      ),
      `**Bundles.** The SDK's clients of DynamoDB and KMS with their signing and repeating are about 160 KB of each function (200 before their unused schemas, errors and coders
  were left out), the schema library 43 KB. Together the measures of decisions.md took \`verify\` from 527 to about 355 KB. A client of our own brought it from 503 to 296 KB and was not kept.`,
    ],
    [
      bundles.some(
        ({ bare, import: own }) => bare !== null && own.median > goals.importRatio * bare.bundledAlike.median,
      ),
      `**Imports.** Our own code, the schema library and the codes' library load beside the clients. Leaving out the SDK's unused parts made the clients alone faster (57 ms before, of a shorter run) and bundles smaller, yet \`verify\` not: why is not found out.`,
    ],
    [
      costs.slice(0, 1).some(({ cost }) => totalOf(cost) > goals.onBusMillionUsd),
      `**Cost.** The largest item is the event that each login leaves: the bus, its consumer, and the write unit that keeps it as activity. \`LOGINS_ON_BUS=false\` takes logins off the bus.`,
    ],
  ].flatMap(([missed, reason]) => (missed === true ? [`- ${String(reason)}`] : []));
  return reasons.length === 0 ? "" : `\n## What misses its goal, and why\n\n${reasons.join("\n")}\n`;
}
