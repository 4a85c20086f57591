import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { isDeepStrictEqual } from "node:util";
import { engineAccess } from "../../../local/dynamodb-engine.ts";
import { type Item, streamRecord } from "../../../local/stream.ts";
import { tableShape } from "../../../shared/aws/dynamodb/keys.ts";
import type { AwsCall } from "./asked-of-request.ts";
import { place } from "./cdk-out.ts";

type Written = Readonly<Record<string, { readonly S: string }>>;
interface Write {
  readonly TableName: string;
  readonly Item?: Written;
  readonly Key?: Written;
}

const keyNames = [tableShape.partitionKey, tableShape.sortKey];

/** Makes the stream of an engine that has none: one write after the other, with the item before and after it. */
export class TableStream {
  readonly #documents: DynamoDBDocumentClient;
  readonly #streamArn: string;
  readonly #onRecord: (record: DynamoDBRecord) => void;
  #last: Promise<unknown> = Promise.resolve();
  #place = 0;

  constructor(endpoint: string, streamArn: string, onRecord: (record: DynamoDBRecord) => void) {
    this.#documents = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...engineAccess }));
    this.#streamArn = streamArn;
    this.#onRecord = onRecord;
  }

  async around<T>({ service, target, body }: AwsCall, run: () => Promise<T>): Promise<T> {
    if (service !== "dynamodb" || !/\.(PutItem|UpdateItem)$/.test(target ?? "")) return run();
    const next = this.#last.then(async () => this.#watched(JSON.parse(body) as Write, run));
    this.#last = next.catch(() => {});
    return next;
  }

  stop(): void {
    this.#documents.destroy();
  }

  async #watched<T>({ TableName, Item, Key }: Write, run: () => Promise<T>): Promise<T> {
    const keys = Object.fromEntries(keyNames.map((name) => [name, (Item ?? Key)?.[name]?.S]));
    const read = async (): Promise<Item | null> =>
      (await this.#documents.send(new GetCommand({ TableName, Key: keys, ConsistentRead: true }))).Item ?? null;
    const oldItem = await read();
    const result = await run();
    const newItem = await read();
    // A write without a change leaves no record.
    if (newItem !== null && !isDeepStrictEqual(oldItem, newItem)) this.#tell({ oldItem, newItem, TableName });
    return result;
  }

  #tell({ TableName, ...items }: { oldItem: Item | null; newItem: Item; TableName: string }): void {
    this.#place += 1;
    const { region } = place;
    const record = streamRecord({ ...items, keyNames, place: this.#place, region, tableName: TableName });
    this.#onRecord({ ...record, eventSourceARN: this.#streamArn });
  }
}
