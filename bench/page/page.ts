import { table } from "../../docs/generate/table.ts";
import { totalOf } from "../cost.ts";
import { goals, type Results } from "../results.ts";
import { bundlesSection } from "./bundles.ts";
import { costSection } from "./cost.ts";
import { figure, kilobytes, met, usd } from "./format.ts";
import { growthSection, throughputSection } from "./load.ts";
import { reasonsSection } from "./reasons.ts";
import { floorSection, workSection } from "./work.ts";

/** docs/performance.md: every figure in it comes from the run. */
export const performancePage = (results: Results): string => `# Performance

Written by \`npm run bench\`, never by hand; the same figures as data: [performance.json](performance.json).${results.trial ? "\n\n**A trial run: the figures say nothing.**" : ""}

${machineSection(results)}

${goalsSection(results)}
${reasonsSection(results)}
${[workSection, floorSection, throughputSection, growthSection, bundlesSection, costSection].map((section) => section(results)).join("\n")}`;

function machineSection({ machine, minutes, betterAuth }: Results): string {
  const { date, processor, cores, memoryGiB, system, node, java, commit, packages } = machine;
  const versions = Object.entries({ ...packages, "better-auth": betterAuth }).map(
    ([name, version]) => `${name} ${version}`,
  );
  const without =
    java === null ? "\n\n**No Java on this machine, so DynamoDB Local is left out; units are those of dynalite.**" : "";
  return `Measured on ${date} at commit ${commit}, in ${figure(minutes)} minutes, on ${processor}, ${String(cores)} cores, ${String(memoryGiB)} GiB, ${system}, Node ${node}, ${java ?? "no Java"}; ${versions.join(", ")}.
One run on one machine: the ratios carry over, the absolute times do not.${without}`;
}

function goalsSection({ floor, bundles, costs }: Results): string {
  const ratios = bundles.flatMap((bundle) =>
    bundle.bare ? [{ name: bundle.name, ratio: bundle.import.median / bundle.bare.published.median }] : [],
  );
  const largest = bundles.toSorted((one, other) => other.bytes - one.bytes)[0];
  const within = bundles.filter(({ bytes }) => kilobytes(bytes) <= goals.bundleKilobytes).length;
  const slowest = ratios.toSorted((one, other) => other.ratio - one.ratio)[0];
  const totp = costs[0];
  const rows = [
    ...floor.map(({ engine, ratioP50 }) => [
      `Verify over the bare pair at p50, ${engine}`,
      `≤ ${figure(goals.floorRatio)}`,
      figure(ratioP50.median),
      met(ratioP50.median <= goals.floorRatio),
    ]),
    [
      "Every function's bundle",
      `≤ ${figure(goals.bundleKilobytes)} KB`,
      `${String(within)} of ${String(bundles.length)}; largest ${largest?.name ?? ""}, ${figure(kilobytes(largest?.bytes ?? 0))} KB`,
      met(within === bundles.length),
    ],
    [
      "Its import over the bare clients",
      `≤ ${figure(goals.importRatio)}`,
      `at most ${figure(slowest?.ratio ?? 0)} (${slowest?.name ?? ""})`,
      met((slowest?.ratio ?? 0) <= goals.importRatio),
    ],
    ...costs
      .slice(0, 2)
      .map(({ login, cost }) => [
        `A million logins: ${login}`,
        `≤ ${usd(goals.totpMillionUsd)}`,
        usd(totalOf(cost)),
        met(totalOf(cost) <= goals.totpMillionUsd),
      ]),
  ];
  return totp === undefined ? "" : table(["Goal", "Wanted", "Measured", ""], rows);
}
