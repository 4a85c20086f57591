import type { Asked } from "./policy.ts";

type Attributes = Readonly<Record<string, { readonly S?: string }>>;
export interface TableRequest {
  readonly TableName: string;
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly ConditionExpression?: string;
  readonly KeyConditionExpression?: string;
  /** Of a batch, in the place of the fields of one request. */
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Attributes[] }>>;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Attributes;
}

const partitionKey = "pk";
/** Words of an expression besides attributes, and the names of its values. */
const words = /^(and|or|not|between|in|attribute_exists|attribute_not_exists|begins_with|contains|size)$/i;
const tokens = /[:#]?[A-Za-z_]\w*/g;

const namesIn = (expression: string, { ExpressionAttributeNames = {} }: TableRequest): readonly string[] =>
  (expression.match(tokens) ?? [])
    .filter((token) => !token.startsWith(":") && !words.test(token))
    .map((token) => ExpressionAttributeNames[token] ?? token);

/** Of a query by `pk = :name`, the only form that we use. */
function queriedPartition({ KeyConditionExpression = "", ExpressionAttributeValues }: TableRequest) {
  const [, name = ""] = /^pk = (:\w+)(?: AND |$)/.exec(KeyConditionExpression) ?? [];
  return ExpressionAttributeValues?.[name];
}

const partitions: Readonly<Record<string, (request: TableRequest) => { readonly S?: string } | undefined>> = {
  GetItem: ({ Key }) => Key?.[partitionKey],
  UpdateItem: ({ Key }) => Key?.[partitionKey],
  PutItem: ({ Item }) => Item?.[partitionKey],
  Query: queriedPartition,
};

/**
 * The condition keys of DynamoDB (Service Authorization Reference). `Attributes` are those that a put writes or looks at; the other
 * calls of ours name none.
 */
export function askedOfTable(operation: string, request: TableRequest, tableArn: (name: string) => string): Asked {
  if (request.RequestItems !== undefined) return askedOfBatch(operation, request.RequestItems, tableArn);
  const leading = partitions[operation]?.(request)?.S;
  if (leading === undefined) throw new Error(`It is not known here what ${operation} needs`);
  const { Item, ConditionExpression = "" } = request;
  return {
    action: `dynamodb:${operation}`,
    resource: tableArn(request.TableName),
    keys: {
      "dynamodb:LeadingKeys": [leading],
      ...(Item && {
        "dynamodb:Attributes": [...new Set([...Object.keys(Item), ...namesIn(ConditionExpression, request)])],
      }),
    },
  };
}

/** A batch names every partition that it reads; all of ours are of one table. */
function askedOfBatch(
  operation: string,
  items: NonNullable<TableRequest["RequestItems"]>,
  tableArn: (name: string) => string,
): Asked {
  const [[table, { Keys }] = ["", { Keys: [] }], ...others] = Object.entries(items);
  const leading = Keys.flatMap((key) => key[partitionKey]?.S ?? []);
  if (operation !== "BatchGetItem" || others.length > 0 || leading.length !== Keys.length)
    throw new Error(`It is not known here what ${operation} needs`);
  return {
    action: `dynamodb:${operation}`,
    resource: tableArn(table),
    keys: { "dynamodb:LeadingKeys": [...new Set(leading)] },
  };
}
