import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { user } from "./examples.ts";

export const pk = `USER#acme#${user.ref}`;
export const TableName = "the-table";

/** A table that answers nothing, or as a test says, and remembers the commands. */
export function mockTable() {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "local" }));
  const mock = mockClient(documents);
  mock.onAnyCommand().resolves({});
  const sent = () => mock.calls().map(({ args: [command] }) => [command.constructor, command.input]);
  return { mock, sent, table: { documents, name: TableName } };
}
export const lost = () =>
  new ConditionalCheckFailedException({ $metadata: {}, message: "The conditional request failed" });
export const throttled = () => new ProvisionedThroughputExceededException({ $metadata: {}, message: "Slow down" });
