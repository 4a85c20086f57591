import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import type { Clients } from "../../shared/aws/clients.ts";

/** Calls to AWS, and what DynamoDB says that they consumed. */
export interface Work {
  readonly reads: number;
  readonly writes: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly kms: number;
  readonly sms: number;
}

const none: Work = { reads: 0, writes: 0, readUnits: 0, writeUnits: 0, kms: 0, sms: 0 };

export const difference = (after: Work, before: Work): Work => ({
  reads: after.reads - before.reads,
  writes: after.writes - before.writes,
  readUnits: after.readUnits - before.readUnits,
  writeUnits: after.writeUnits - before.writeUnits,
  kms: after.kms - before.kms,
  sms: after.sms - before.sms,
});

const readCommands = ["GetItemCommand", "BatchGetItemCommand", "QueryCommand"];
const writeCommands = ["PutItemCommand", "UpdateItemCommand"];

/** Counts what goes through these clients from now on. */
export function countWork({ documents, kms, sns }: Clients): () => Work {
  const seen = { ...none };
  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] };
        // A batch tells it for each table.
        const [consumed] = [ConsumedCapacity ?? []].flat();
        const kind = kindOf(String(commandName));
        seen[`${kind}s`] += 1;
        seen[`${kind}Units`] += consumed?.CapacityUnits ?? Number.NaN;
        return result;
      },
    { step: "initialize", priority: "low", name: "countWork" },
  );
  kms.middlewareStack.add(
    (next) => async (args) => {
      seen.kms += 1;
      return next(args);
    },
    { step: "initialize", name: "countWork" },
  );
  sns.middlewareStack.add(
    (next) => async (args) => {
      seen.sms += 1;
      return next(args);
    },
    { step: "initialize", name: "countWork" },
  );
  return () => ({ ...seen });
}

function kindOf(command: string): "read" | "write" {
  if (readCommands.includes(command)) return "read";
  if (writeCommands.includes(command)) return "write";
  throw new Error(`${command} is neither known as a read nor as a write`);
}
