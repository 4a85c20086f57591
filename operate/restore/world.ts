import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { type Clients, documentClient, kmsClient } from "../../shared/aws/clients.ts";
import { dataKeys } from "../../shared/aws/data-keys.ts";
import { accountStore } from "../../shared/aws/dynamodb/account-store.ts";
import { type DataKeyStore, dataKeyStore } from "../../shared/aws/dynamodb/data-key-store.ts";
import { policyStore } from "../../shared/aws/dynamodb/policy-store.ts";
import type { Table } from "../../shared/aws/dynamodb/table.ts";
import { vault as vaultOver } from "../../shared/aws/vault.ts";
import type { Clock, Random } from "../../shared/ports/clock.ts";
import type { AccountStore, PolicyStore } from "../../shared/ports/stores.ts";
import type { Vault } from "../../shared/ports/vault.ts";

/** One table of Countersign and what opens it, as the commands work on it. */
export interface TableWorld {
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

export function tableWorld(
  { documents, kms, logs }: Omit<OperatorClients, "cloudformation">,
  names: { readonly table: string; readonly key: string; readonly auditLog: string },
  { clock, random }: Pick<TableWorld, "clock" | "random">,
): TableWorld {
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
