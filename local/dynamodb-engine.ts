import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { unusableFile } from "../client/command-line/command-line.ts";
import { tableShape } from "../shared/aws/dynamodb/keys.ts";
import { refusePages } from "./own-callers.ts";
import { endpointOf, type RunningEngine, startDynamodbLocal } from "./dynamodb-local.ts";

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
