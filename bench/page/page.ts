import { table } from "../../docs/generate/table.ts";
import { totalOf } from "../cost.ts";
import { goals, type Results } from "../results.ts";
import { bundlesSection } from "./bundles.ts";
import { costSection } from "./cost.ts";
import { codeAlone, codeAloneOffBus } from "../measure/login-costs.ts";
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

function goalsSection({ floor, bundles, throughput, costs }: Results): string {
  const bytesOf = (name: string): number => kilobytes(bundles.find((one) => one.name === name)?.bytes ?? 0);
  const largest = bundles.toSorted((one, other) => other.bytes - one.bytes)[0];
  const sizes: readonly (readonly [what: string, wanted: number, is: number])[] = [
    [`The largest bundle, \`${largest?.name ?? ""}\``, goals.bundleKilobytes, kilobytes(largest?.bytes ?? 0)],
    ["The bundle of `verify`", goals.verifyKilobytes, bytesOf("verify")],
    ["The bundle of `health`", goals.healthKilobytes, bytesOf("health")],
  ];
  const verify = bundles.find(({ name }) => name === "verify");
  const alike = verify?.bare ? verify.import.median / verify.bare.bundledAlike.median : Number.NaN;
  const onBus = costs.find(({ login }) => login === codeAlone);
  const offBus = costs.find(({ login }) => login === codeAloneOffBus);
  const rows = [
    ...floor.map(({ engine, ratioP50 }) => [
      `Verify over the bare pair at p50, ${engine}`,
      `≤ ${figure(goals.floorRatio)}`,
      figure(ratioP50.median),
      met(ratioP50.median <= goals.floorRatio),
    ]),
    ...ratiosOf(throughput).map(([connections, ratio]) => [
      `Logins a second over those of better-auth, ${connections} connections, dynalite`,
      `≥ ${figure(goals.throughputRatio)}`,
      figure(ratio),
      met(ratio >= goals.throughputRatio),
    ]),
    ...sizes.map(([what, wanted, is]) => [what, `≤ ${figure(wanted)} KB`, `${figure(is)} KB`, met(is <= wanted)]),
    [
      "Import of `verify` over the same AWS clients bundled alike",
      `≤ ${figure(goals.importRatio)}`,
      figure(alike),
      met(alike <= goals.importRatio),
    ],
    ...[
      { what: "A million TOTP logins, every login on the bus", wanted: goals.onBusMillionUsd, cost: onBus?.cost },
      { what: "A million TOTP logins, as activity and audit", wanted: goals.offBusMillionUsd, cost: offBus?.cost },
    ].flatMap(({ what, wanted, cost }) =>
      cost ? [[what, `≤ ${usd(wanted)}`, usd(totalOf(cost)), met(totalOf(cost) <= wanted)]] : [],
    ),
  ];
  return table(["Goal", "Wanted", "Measured", ""], rows);
}

function ratiosOf(throughput: Results["throughput"]): readonly (readonly [connections: string, ratio: number])[] {
  const rateOf = (start: string, connections: number): number =>
    throughput.find(({ name }) => name.startsWith(start))?.levels.find((level) => level.connections === connections)
      ?.perSecond.median ?? Number.NaN;
  return goals.throughputConnections.map((connections) => [
    String(connections),
    rateOf("Countersign, dynalite", connections) / rateOf("better-auth", connections),
  ]);
}
