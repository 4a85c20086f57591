import { table } from "../../docs/generate/table.ts";
import { totalOf } from "../cost.ts";
import { goals, type Results } from "../results.ts";
import { bundlesSection } from "./bundles.ts";
import { costSection } from "./cost.ts";
import { codeAlone, codeAloneOffBus } from "../measure/login-costs.ts";
import { figure, kilobytes, met, usd } from "./format.ts";
import { growthSection, rateOf, throughputRatio, throughputSection } from "./load.ts";
import { reasonsSection } from "./reasons.ts";
import { floorSection, workSection } from "./work.ts";

/** docs/performance.md: every figure in it comes from the run. */
export const performancePage = (results: Results): string => `# Performance

Written by \`npm run bench\`, never by hand; the same figures as data: [performance.json](performance.json).${results.trial ? "\n\n**A trial run: the figures say nothing.**" : ""}

${loginSection(results)}
${machineSection(results)}

## Goals

${goalsSection(results)}
${reasonsSection(results)}
${[workSection, floorSection, throughputSection, growthSection, bundlesSection, costSection].map((section) => section(results)).join("\n")}`;

/** The reader's first question: the costs and the work of a login, beside what one would run in its place. */
function loginSection({ steps, costs, floor, throughput, bundles }: Results): string {
  const code = steps.find(({ step }) => step === "verifyTotp");
  const costOf = (name: string): string => {
    const found = costs.find(({ login }) => login === name);
    return found ? usd(totalOf(found.cost)) : "–";
  };
  const perSecond = (start: string, connections: number): string => figure(rateOf(throughput, start, connections));
  const verify = bundles.find(({ name }) => name === "verify");
  const [connections] = goals.throughputConnections;
  const rows = [
    [
      "A million logins by an app's code, in AWS charges",
      `${costOf(codeAlone)}; ${costOf(codeAloneOffBus)} with logins kept off the bus`,
      "[the whole bill beside Cognito, Auth0 and Twilio Verify](cost.md)",
    ],
    [
      "Its work in a warm process",
      `${figure(code?.warm.reads ?? 0)} read, ${figure(code?.warm.writes ?? 0)} write, ${figure(code?.warm.kms ?? 0)} calls of KMS`,
      "the least that keeps a code from being used twice: one read, one conditional write",
    ],
    ...floor.map(({ engine, verify: ours, floor: bare }) => [
      `Its time on ${engine}`,
      `${figure(ours.p50.median)} ms`,
      `${figure(bare.p50.median)} ms for that bare read and write through the same SDK`,
    ]),
    [
      `Logins a second of one process, ${figure(connections)} connections, dynalite`,
      perSecond("Countersign, dynalite", connections),
      `${perSecond("better-auth", connections)} of better-auth on SQLite`,
    ],
    [
      "The first login of a cold process",
      `${figure(code?.cold.reads ?? 0)} reads, ${figure(code?.cold.kms ?? 0)} calls of KMS, ${figure(verify?.import.median ?? Number.NaN)} ms to load ${figure(kilobytes(verify?.bytes ?? 0))} KB`,
      `${figure(verify?.bare?.bundledAlike.median ?? Number.NaN)} ms to load the same AWS clients alone`,
    ],
  ];
  return `## What a login costs and takes

${table(["", "Countersign", "Beside it"], rows)}
`;
}

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
  return goals.throughputConnections.map((connections) => [
    String(connections),
    throughputRatio(throughput, connections),
  ]);
}
