import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { type Delivery, orderedDelivery } from "../../../local/stream.ts";
import { matches } from "./event-pattern.ts";
import type { Lambda } from "./lambda.ts";
import type { Roles } from "./roles.ts";
import type { Stacks } from "./stacks.ts";

interface Mapping {
  readonly patterns: readonly unknown[];
  readonly delivery: Delivery<DynamoDBRecord>;
}

/** As often as is worth waiting for; the template's number is for hours. */
const attempts = 2;

/** The event source mappings of the template: Lambda reads the stream in the name of the function's role. */
export class StreamMappings {
  readonly #records: DynamoDBRecord[] = [];
  readonly #mappings: readonly Mapping[];

  constructor({ stacks, roles, lambda }: { stacks: Stacks; roles: Roles; lambda: Lambda }) {
    this.#mappings = stacks.all("AWS::Lambda::EventSourceMapping").map(({ properties }) => {
      const target = lambda.find(String(properties["FunctionName"]));
      const require = (action: string, resource: string): void => {
        if (!roles.allows(target.role, { action, resource, keys: {} }))
          throw new Error(`${target.step} may not ${action}`);
      };
      const source = String(properties["EventSourceArn"]);
      const failures = String(properties["DestinationConfig"].OnFailure.Destination);
      if (String(properties["FunctionResponseTypes"]) !== "ReportBatchItemFailures")
        throw new Error(`Of ${target.step} nobody hears what failed`);
      return {
        patterns: (properties["FilterCriteria"].Filters as { Pattern: string }[]).map(
          ({ Pattern }) => JSON.parse(Pattern) as unknown,
        ),
        delivery: orderedDelivery<DynamoDBRecord>({
          batchSize: Number(properties["BatchSize"]),
          attempts,
          deliver: async (records) => {
            require("dynamodb:ListStreams", "*");
            for (const action of ["DescribeStream", "GetShardIterator", "GetRecords"])
              require(`dynamodb:${action}`, source);
            return taken(records, (await lambda.call(target, { Records: records })) as DynamoDBBatchResponse);
          },
          onGivenUp: () => lambda.giveUp(target, failures),
        }),
      };
    });
  }

  add(record: DynamoDBRecord): void {
    this.#records.push(record);
    for (const { patterns, delivery } of this.#mappings)
      if (patterns.some((pattern) => matches(pattern, record))) delivery.add(record);
  }

  /** Tells once more of everything: the stream promises each record at least once. */
  repeat(): void {
    for (const record of this.#records.splice(0)) this.add(record);
  }

  async drained(): Promise<void> {
    for (const { delivery } of this.#mappings) await delivery.drained();
  }
}

/** Records before the first that the function reports as failed. */
function taken(records: readonly DynamoDBRecord[], { batchItemFailures }: DynamoDBBatchResponse): number {
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""));
  return first < 0 ? records.length : first;
}
