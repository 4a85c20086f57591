import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Engine, engineAccess, type EngineName, startEngine } from "../../local/dynamodb-engine.ts";
import { createClients } from "../../shared/aws/clients.ts";
import type { Table } from "../../shared/aws/dynamodb/keys.ts";
import { accountsContract } from "./contract/accounts.ts";
import { activityContract } from "./contract/activity.ts";
import { approvalsContract } from "./contract/approvals.ts";
import { challengesContract } from "./contract/challenges.ts";
import { credentialsContract } from "./contract/credentials.ts";
import { givenTable } from "./contract/given.ts";
import { keptKeysContract } from "./contract/kept-keys.ts";
import { limitsContract } from "./contract/limits.ts";
import { noticesContract } from "./contract/notices.ts";
import { policiesContract } from "./contract/policies.ts";

/** On a busy machine DynamoDB Local takes its time. */
const javaStartMillis = 60_000;

/** Promises of the stores, on a real engine. */
export const storeContract = (engineName: EngineName) =>
  describe(`the stores on ${engineName}`, () => {
    let engine: Engine;
    let table: Table;

    beforeAll(async () => {
      engine = await startEngine({ engine: engineName, path: null });
      await engine.createTable("contract");
      const { documents } = createClients({ dynamodb: { endpoint: engine.endpoint, ...engineAccess } });
      table = { documents, name: "contract" };
    }, javaStartMillis);
    afterAll(async () => {
      table.documents.destroy();
      await engine.stop();
    });

    it("create the table once, and let it be asked for again", async () => {
      await expect(engine.createTable("contract")).resolves.toBeUndefined();
    });

    const given = givenTable(() => table);
    for (const contract of [
      accountsContract,
      challengesContract,
      credentialsContract,
      limitsContract,
      policiesContract,
      activityContract,
      noticesContract,
      approvalsContract,
      keptKeysContract,
    ]) {
      contract(given);
    }
  });
