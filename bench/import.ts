import { randomBytes } from "node:crypto";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { either, Misused, readFlags, runToEnd } from "../client/command-line/command-line.ts";
import { engineNames } from "../local/dynamodb-engine.ts";
import { readOptions } from "../operate/import/options.ts";
import { run } from "../operate/import/run.ts";
import { tableContext } from "../operate/table.ts";
import { prices } from "../infra/prices.ts";
import { systemClock, systemRandom } from "../shared/runtime/services.ts";
import { describeMachine } from "./machine.ts";
import { countWork } from "./measure/counter.ts";
import { startBenchEngine, tables } from "./world/engine.ts";
import { startBenchService } from "./world/service.ts";

const help = `npm run bench:import [-- --minutes N] [-- --engine dynamodb-local]

Imports users with an app each into an engine on this machine, as many as these minutes allow, and says how fast it went, how much
memory the process had at most, and what the writes would cost. The small KMS runs in the same process: a part of the memory is its own.
  --minutes N   10 by default
  --engine      dynamodb-local (needs Java) or dynalite`;

const flags = {
  minutes: { type: "string", default: "10" },
  engine: { type: "string", default: "dynamodb-local" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Enough to know the speed, once the process is warm. */
const trial = 3000;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** 160 bits, as apps have them. */
const secret = (): string => Array.from(randomBytes(32), (byte) => alphabet[byte % 32]).join("");

/** Identities of Ory Kratos, a line for each: the file need not fit into memory. */
function fileOfUsers(path: string, prefix: string, count: number): void {
  const file = openSync(path, "w", 0o600);
  for (let nth = 0; nth < count; nth += 1) {
    const uri = `otpauth://totp/Acme:user?secret=${secret()}&issuer=Acme`;
    const entry = { id: `${prefix}-${String(nth)}`, credentials: { totp: { config: { totp_url: uri } } } };
    writeSync(file, `${JSON.stringify(entry)}\n`);
  }
  closeSync(file);
}

async function measure(minutes: number, name: (typeof engineNames)[number]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "countersign-import-"));
  const engine = await startBenchEngine(name);
  const service = await startBenchService(engine.endpoint);
  const clients = service.clients();
  const work = countWork(clients);
  const context = tableContext(
    { documents: clients.documents, kms: clients.kms, logs: clients.cloudWatchLogs },
    { table: tables.service, key: service.settings.kmsKeyId, auditLog: "" },
    { clock: systemClock, random: systemRandom },
  );
  const target = { context, issuers: service.settings.trustedIssuers, smsCountries: ["*"], name: "bench" };
  const [issuer] = service.settings.trustedIssuers;
  const importing = async (prefix: string, count: number) => {
    const path = join(folder, `${prefix}.jsonl`);
    fileOfUsers(path, prefix, count);
    const line = ["--local", "--tenant", "acme", "--issuer", issuer?.id ?? "", "--from", "kratos", path];
    const options = readOptions(line);
    if (options === "help") throw new Error("No help was asked for");
    const began = performance.now();
    const quiet = { show: () => undefined, clear: () => undefined };
    const counts = await run(options, target, { say: console.error, progress: quiet, secret: async () => "" });
    if (counts.done !== count) throw new Error(`${String(counts.done)} of ${String(count)} were taken`);
    return count / ((performance.now() - began) / 1000);
  };
  try {
    const speed = await importing("trial", trial);
    const users = Math.max(1000, Math.round(speed * 60 * minutes));
    console.log(`${String(trial)} users first, ${speed.toFixed(0)} a second; now ${String(users)}.`);
    const [before, load, cpu] = [work(), loadavg()[0] ?? 0, process.cpuUsage()];
    const rate = await importing("user", users);
    const [after, used] = [work(), process.cpuUsage(cpu)];
    const { processor, cores, node, date } = describeMachine();
    const units = (after.writeUnits - before.writeUnits) / users;
    console.log(
      JSON.stringify(
        {
          date,
          machine: `${String(cores)} cores, ${processor}, Node ${node}`,
          engine: name,
          loadBefore: load,
          loadAfter: loadavg()[0] ?? 0,
          users,
          usersPerSecond: Math.round(rate),
          cpuMicrosPerUser: Math.round((used.user + used.system) / users),
          writesPerUser: (after.writes - before.writes) / users,
          writeUnitsPerUser: units,
          readUnitsPerUser: (after.readUnits - before.readUnits) / users,
          kmsCalls: after.kms - before.kms,
          peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
          usdPerMillionUsers: Number((units * 1e6 * prices.writeUnit.usd).toFixed(2)),
        },
        null,
        2,
      ),
    );
  } finally {
    await service.stop();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await runToEnd(async (args) => {
  const typed = readFlags(args, flags, "npm run bench:import -- --help");
  if (typed.help) return console.log(help);
  const engine = engineNames.find((one) => one === typed.engine);
  if (engine === undefined) throw new Misused(`--engine is ${either(engineNames)}.`);
  const minutes = Number(typed.minutes);
  if (!(minutes > 0)) throw new Misused("--minutes must be a number above 0.");
  await measure(minutes, engine);
}, 2);
