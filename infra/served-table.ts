import { type ITable, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import * as z from "zod";
import type { DataStack } from "./data-stack.ts";
import type { Stage } from "./settings.ts";

/** A table that was restored from a backup, and its stream. */
export const restoredTableSchema = z
  .strictObject({
    name: z.string().regex(/^[\w.-]{3,255}$/, "the name of a table"),
    streamArn: z
      .string()
      .regex(/^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/.+$/, "the ARN of a table's stream"),
  })
  .refine(({ name, streamArn }) => streamArn.includes(`:table/${name}/stream/`), {
    path: ["streamArn"],
    message: "this is another table's stream",
  });

/**
 * The table that the service works on: the data stack's own, or one that was restored from a backup of it (docs/data-protection.md).
 * A restored table needs no further permission if it keeps the key: whoever may use the table may use its key through DynamoDB.
 */
export const servedTable = (scope: Construct, { restoredTable }: Stage, data: DataStack): ITable =>
  restoredTable === undefined
    ? // The cast: CDK's types do not know `exactOptionalPropertyTypes`.
      (data.table as ITable)
    : Table.fromTableAttributes(scope, "RestoredTable", {
        tableName: restoredTable.name,
        tableStreamArn: restoredTable.streamArn,
      });
