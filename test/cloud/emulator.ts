import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { listen } from "../../local/http-server.ts";
import { NoEmulator } from "./python.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Loaded by Node before anything else. */
export const preloaded = (...names: readonly string[]): string =>
  names.map((name) => `--import ${new URL(`preload/${name}.ts`, import.meta.url).href}`).join(" ");

export const account = "111122223333";
export const region = "eu-central-1";

export interface Emulator {
  readonly url: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  server.close();
  await once(server, "close");
  return port;
}

/** Starts the emulator on this machine alone, with its IAM on. All that it writes is in the folder. */
export async function startEmulator(python: string, folder: string): Promise<Emulator> {
  const port = await freePort();
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const url = `http://127.0.0.1:${String(port)}`;
  const child = spawn(python, [here("emulator/main.py")], {
    // A group of its own: the functions' processes end with it.
    detached: true,
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      // Functions run on the project's own Node 24.
      PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
      HOME: folder,
      TMPDIR: temporary,
      PYTHONDONTWRITEBYTECODE: "1",
      GATEWAY_PORT: String(port),
      BIND_HOST: "127.0.0.1",
      MINISTACK_REGION: region,
      MINISTACK_ACCOUNT_ID: account,
      AUTH: "true",
      SFTP_ENABLED: "0",
      IOT_MTLS_ENABLED: "0",
      NODE_OPTIONS: preloaded("clock"),
      CLOCK_FILE: join(folder, "clock"),
      FAILURE_FILE: join(folder, "failure"),
    },
  });
  const log = createWriteStream(join(folder, "emulator.log"));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  await isReady(child, url);
  return { url, stop: async () => stop(child) };
}

async function isReady(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${url}/_ministack/health`).catch(() => null);
    if (answer?.ok) return;
    if (child.exitCode !== null || performance.now() > until) {
      await stop(child);
      throw new NoEmulator("The emulator did not start.");
    }
    await wait(200);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  signalGroup(child, "SIGTERM");
  await Promise.race([ended, wait(5000)]);
  signalGroup(child, "SIGKILL");
}

/** Reaches a child that was started detached, and all that it started. */
export function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // The group has ended.
  }
}
