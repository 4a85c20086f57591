import { totalOf } from "../cost.ts";
import { goals, type Results } from "../results.ts";
import { kilobytes } from "./format.ts";

/** Why a goal is missed; said only while it is. By how much is in the table of the goals. */
export function reasonsSection({ floor, bundles, costs }: Results): string {
  const reasons = [
    [
      floor.some(({ ratioP50 }) => ratioP50.median > goals.floorRatio),
      `**The floor.** The token has to be checked before the account may be read, so that time comes on top; the assertion is signed while the write is on its
  way. The rest is the validation, the opened secret, and the log line. The emulators answer within a few milliseconds on the same machine;
  beside a real table, which is further away, the same work is a smaller part. That was not measured.`,
    ],
    [
      bundles.some(({ bytes }) => kilobytes(bytes) > goals.bundleKilobytes),
      `**Bundles.** The SDK's clients of DynamoDB and KMS with their signing and repeating are about 200 KB of each function, the schema library 44 KB; a client of our own
  brought \`verify\` to 296 KB and was not kept (decisions.md). The functions that send carry the clients of SNS and SES besides.`,
    ],
    [
      costs.slice(0, 1).some(({ cost }) => totalOf(cost) > goals.onBusMillionUsd),
      `**Cost.** The largest item is the event that each login leaves: the bus, its consumer, and the write unit that keeps it as activity. \`LOGINS_ON_BUS=false\` takes logins off the bus.`,
    ],
  ].flatMap(([missed, reason]) => (missed === true ? [`- ${String(reason)}`] : []));
  return reasons.length === 0 ? "" : `\n## What misses its goal, and why\n\n${reasons.join("\n")}\n`;
}
