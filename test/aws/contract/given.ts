import { randomUUID } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Key, Table } from "../../../shared/aws/dynamodb/keys.ts";
import type { UserKey } from "../../../shared/ports/stores.ts";
import { user } from "../examples.ts";

/** Context of a contract. Every test takes users and tenants of its own, so that none sees another's items. */
export interface Given {
  readonly table: () => Table;
  readonly someTenant: () => string;
  readonly someUser: () => UserKey;
  readonly itemAt: (key: Key) => Promise<Record<string, unknown> | undefined>;
}

export function givenTable(table: () => Table): Given {
  const someTenant = () => `acme#${randomUUID()}`;
  return {
    table,
    someTenant,
    someUser: () => ({ ...user, tenant: someTenant() }),
    async itemAt(Key) {
      const { documents, name } = table();
      return (await documents.send(new GetCommand({ TableName: name, Key, ConsistentRead: true }))).Item;
    },
  };
}
