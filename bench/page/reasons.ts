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
      `**Bundles.** Two functions read phone numbers, which takes the world's numbering plans of mobiles (libphonenumber-js); a small
  function of their own would cost a call more per set-up. The functions that send carry the SNS client besides those of DynamoDB and KMS.
  \`openapi\` makes the document from the schemas, so that it cannot go stale.`,
    ],
    [
      costs.slice(0, 2).some(({ cost }) => totalOf(cost) > goals.totpMillionUsd),
      `**Cost.** The largest item is the event that each login leaves: the bus, the consumers, and the write unit that keeps it as activity. Recording the activity in the stream's
  consumer would save one function call per event; leaving successful logins out of the activity would save its write. Both are decisions of the design.
  The decision call before the code is a second request, and priced as such.`,
    ],
  ].flatMap(([missed, reason]) => (missed === true ? [`- ${String(reason)}`] : []));
  return reasons.length === 0 ? "" : `\n## What misses its goal, and why\n\n${reasons.join("\n")}\n`;
}
