/** @module-tag processes */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { engineAccess, startEngine } from "../../local/dynamodb-engine.ts";
import { accountStore } from "../../shared/aws/dynamodb/account-store.ts";
import { createClients } from "../../shared/aws/clients.ts";
import { emptyAccount } from "../../shared/account/account.ts";
import { user } from "./examples.ts";
import { wantedEngine } from "./wanted-engine.ts";

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

it("keeps accounts on disk over a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "countersign-"));
  folders.push(folder);
  const run = async <T>(use: (store: ReturnType<typeof accountStore>) => Promise<T>): Promise<T> => {
    const engine = await startEngine({ engine: wantedEngine, path: join(folder, "state", "table") });
    await engine.createTable("kept");
    const { documents } = createClients({ dynamodb: { endpoint: engine.endpoint, ...engineAccess } });
    const result = await use(accountStore({ documents, name: "kept" }));
    await engine.stop();
    return result;
  };
  await run((store) => store.write(user, emptyAccount));
  await expect(run((store) => store.read(user))).resolves.toMatchObject({ account: { version: 1 } });
}, 60_000);

it("says in one sentence that DynamoDB Local needs Java", async () => {
  vi.stubEnv("PATH", "/nowhere");
  await expect(startEngine({ engine: "dynamodb-local", path: null })).rejects.toThrow(
    "DynamoDB Local needs Java 17 or newer",
  );
});
