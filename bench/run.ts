import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EngineName } from "../local/dynamodb-engine.ts";
import { describeMachine, type Machine, versionOf } from "./machine.ts";
import { bundles } from "./measure/bundles.ts";
import { countedWork } from "./measure/counted-work.ts";
import { againstFloor, type AgainstFloor } from "./measure/floor.ts";
import { growth } from "./measure/growth.ts";
import { loginCosts } from "./measure/login-costs.ts";
import { type Contender, throughput } from "./measure/throughput.ts";
import { progress, say } from "./progress.ts";
import type { Results } from "./results.ts";
import type { Scale } from "./scale.ts";
import { type BenchEngine, startBenchEngine } from "./world/engine.ts";

/** Measures everything, one after the other. */
export async function run(scale: Scale, trial: boolean): Promise<Results> {
  const startedAt = performance.now();
  const machine = describeMachine();
  const engines = enginesOf(machine);
  const betterAuth = installBetterAuth();

  const counting = engines.at(-1) ?? "dynalite";
  const steps = await shown("Counting the work of each step", (at) =>
    onEngine(counting, (engine) => countedWork(engine, { warmUps: scale.stepWarmUps, users: scale.rounds * 2 }, at)),
  );
  const sizes = await shown("Bundling every function and timing its import", (at) => bundles(scale.imports, at));
  const floor: AgainstFloor[] = [];
  for (const name of engines)
    floor.push(
      await shown(`Verify beside the bare pair on ${name}`, (at) =>
        onEngine(name, (engine) => againstFloor(engine, scale, at)),
      ),
    );
  const loads = await shown("Load over HTTP", (at) => throughput(contenders(engines, betterAuth), scale, at));
  const grown = machine.java === null ? null : await shown("Growth of the table", (at) => growth(scale, at));
  return {
    machine,
    betterAuth,
    trial,
    minutes: (performance.now() - startedAt) / 60_000,
    countedOn: counting,
    steps,
    floor,
    throughput: loads,
    growth: grown,
    bundles: sizes,
    costs: loginCosts(steps),
  };
}

function enginesOf({ java }: Machine): readonly EngineName[] {
  if (java === null) say("There is no Java here: DynamoDB Local is left out.");
  return java === null ? ["dynalite"] : ["dynalite", "dynamodb-local"];
}

const contenders = (engines: readonly EngineName[], betterAuth: string): readonly Contender[] => [
  ...engines.map((engine) => ({ name: `Countersign, ${engine}`, file: "countersign-server.ts", engine })),
  ...engines.map((engine) => ({ name: `the floor, ${engine}`, file: "floor-server.ts", engine })),
  { name: `better-auth ${betterAuth}, SQLite`, file: "../better-auth/server.ts", engine: null },
];

const folder = "bench/better-auth";

/** It is no dependency of ours: only this run needs it. Returns its version. */
function installBetterAuth(): string {
  say("Installing better-auth to compare with");
  const top = fileURLToPath(new URL("../", import.meta.url));
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--prefix", folder], {
    cwd: top,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return versionOf("better-auth", `${folder}/node_modules`);
}

async function onEngine<T>(name: EngineName, measure: (engine: BenchEngine) => Promise<T>): Promise<T> {
  const engine = await startBenchEngine(name);
  try {
    return await measure(engine);
  } finally {
    await engine.stop();
  }
}

async function shown<T>(label: string, measure: (at: (share: number) => void) => Promise<T>): Promise<T> {
  const bar = progress(label);
  const result = await measure(bar.at);
  bar.done();
  return result;
}
