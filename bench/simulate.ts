import { Misused, readFlags, runToEnd } from "../client/command-line/command-line.ts";
import { coldStorm, hotTenant, quietTenants } from "./measure/crowds.ts";
import { type BenchEngine, startBenchEngine } from "./world/engine.ts";

const help = `npm run bench:scale [-- --processes N] [-- --logins N] [-- --texts N] [-- --tenants N]

Counts, with the real functions on dynalite and the small KMS, what crowds cost; docs/scale.md quotes it.
  --processes N   with empty memories, whose first logins come at once (default 100)
  --logins N      in one organisation, with their events (default 1000)
  --texts N       the same by SMS (default 300; the organisation's budget of the day ends at 500)
  --tenants N     with one login a day each, all through one process (default 300)`;

const flags = {
  processes: { type: "string", default: "100" },
  logins: { type: "string", default: "1000" },
  texts: { type: "string", default: "300" },
  tenants: { type: "string", default: "300" },
  help: { type: "boolean", short: "h", default: false },
} as const;

function countOf(name: string, typed: string): number {
  const count = Number(typed);
  if (!Number.isInteger(count) || count < 1) throw new Misused(`--${name} must be a whole number above 0.`);
  return count;
}

/** On an engine of its own: the small KMS of one service knows no key of another. */
async function simulate(what: string, on: (engine: BenchEngine) => Promise<object>): Promise<void> {
  const engine = await startBenchEngine("dynalite");
  try {
    console.log(`${what}: ${JSON.stringify(await on(engine), null, 1)}`);
  } finally {
    await engine.stop();
  }
}

await runToEnd(async (args) => {
  const { help: isHelp, ...typed } = readFlags(args, flags, "npm run bench:scale -- --help");
  if (isHelp) return console.log(help);
  const processes = countOf("processes", typed.processes);
  const logins = countOf("logins", typed.logins);
  const texts = countOf("texts", typed.texts);
  const tenants = countOf("tenants", typed.tenants);
  await simulate("Cold-start storm", async (engine) => coldStorm(engine, processes));
  await simulate("Hot tenant", async (engine) => hotTenant(engine, logins));
  await simulate("Hot tenant, by SMS", async (engine) => hotTenant(engine, texts, "sms"));
  await simulate("Quiet tenants", async (engine) => quietTenants(engine, tenants));
}, 2);
