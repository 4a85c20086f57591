import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { type Clients, documentClient, kmsClient } from "../shared/aws/clients.ts";
import { dataKeys, type DataKeys, vault as vaultOver, vault } from "../shared/aws/vault.ts";
import { accountStore } from "../shared/aws/dynamodb/account-store.ts";
import {
  type DataKeyStore,
  dataKeyStore,
  signingKeyStore,
  type WithdrawingKeyStore,
} from "../shared/aws/dynamodb/key-stores.ts";
import { policyStore } from "../shared/aws/dynamodb/policy-store.ts";
import type { Table } from "../shared/aws/dynamodb/keys.ts";
import type { Clock, Random } from "../shared/ports/clock.ts";
import type { AccountStore, PolicyStore } from "../shared/ports/stores.ts";
import type { Vault } from "../shared/ports/vault.ts";
import type { KMSClient } from "@aws-sdk/client-kms";
import { openPlace, type Place } from "./place.ts";
import { ScanCommand, type ScanCommandInput } from "@aws-sdk/lib-dynamodb";

/** One table of Countersign and what opens it, as the commands work on it. */
export interface TableContext {
  readonly table: Table;
  readonly accounts: AccountStore;
  readonly policies: PolicyStore;
  readonly dataKeys: DataKeyStore;
  readonly vault: Vault;
  readonly logs: CloudWatchLogsClient;
  readonly auditLogGroupName: string;
  readonly clock: Clock;
  readonly random: Random;
}

type OperatorClients = Pick<Clients, "documents" | "kms"> & {
  readonly logs: CloudWatchLogsClient;
  readonly cloudformation: CloudFormationClient;
};

/** Region and credentials come from the usual places (AWS_PROFILE, AWS_REGION, sign-on). */
export const operatorClients = (): OperatorClients => ({
  documents: documentClient(),
  kms: kmsClient(),
  logs: new CloudWatchLogsClient({}),
  cloudformation: new CloudFormationClient({}),
});

/** The commands make no new generation of a key that there is. */
const keeping = { cacheSeconds: 300, days: Number.POSITIVE_INFINITY };

export function tableContext(
  { documents, kms, logs }: Omit<OperatorClients, "cloudformation">,
  names: { readonly table: string; readonly key: string; readonly auditLog: string },
  { clock, random }: Pick<TableContext, "clock" | "random">,
): TableContext {
  const table = { documents, name: names.table };
  const store = dataKeyStore(table);
  return {
    table,
    accounts: accountStore(table),
    policies: policyStore(table, clock),
    dataKeys: store,
    vault: vaultOver(dataKeys({ kms, kmsKeyId: names.key, store, clock, ...keeping })),
    logs,
    auditLogGroupName: names.auditLog,
    clock,
    random,
  };
}

export interface KeyContext {
  readonly clock: Clock;
  readonly table: Table;
  readonly kms: KMSClient;
  readonly keyArn: string;
  readonly dataKeys: DataKeys;
  readonly vault: Vault;
  readonly signingKeys: WithdrawingKeyStore;
}

/** The place's table and keys, with the operator's own credentials. */
export async function findKeyContext({ place }: { readonly place: Place }, clock: Clock): Promise<KeyContext> {
  const { clients, names } = await openPlace(place);
  const table = { documents: clients.documents, name: names.table };
  return keyContext({ clock, kms: clients.kms, keyArn: names.key, table });
}

export function keyContext(given: Pick<KeyContext, "clock" | "kms" | "keyArn" | "table">): KeyContext {
  const { clock, kms, keyArn, table } = given;
  const keys = dataKeys({
    kms,
    kmsKeyId: keyArn,
    store: dataKeyStore(table),
    clock,
    cacheSeconds: 0,
    days: Number.POSITIVE_INFINITY,
  });
  return { ...given, dataKeys: keys, vault: vault(keys), signingKeys: signingKeyStore(table) };
}

export type Item = Readonly<Record<string, unknown>>;

/** Parts of the table that are scanned at once, and items of each that are worked on at once. */
const segments = 4;
const atOnce = 10;

/** Visits every item of the table that passes the filter, in no order. */
export async function eachItem(
  table: Table,
  filter: Pick<
    ScanCommandInput,
    "FilterExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues" | "ProjectionExpression"
  >,
  visit: (item: Item) => Promise<void>,
): Promise<void> {
  const scan = async (Segment: number): Promise<void> => {
    let ExclusiveStartKey: ScanCommandInput["ExclusiveStartKey"];
    do {
      const { Items = [], LastEvaluatedKey } = await table.documents.send(
        new ScanCommand({
          TableName: table.name,
          ConsistentRead: true,
          TotalSegments: segments,
          Segment,
          ...filter,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      );
      for (let first = 0; first < Items.length; first += atOnce)
        await Promise.all(Items.slice(first, first + atOnce).map(visit));
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey);
  };
  await Promise.all(Array.from({ length: segments }, (_, segment) => scan(segment)));
}
