import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { KMSClient } from "@aws-sdk/client-kms";
import { documentClient, kmsClient } from "../../shared/aws/clients.ts";
import { type DataKeys, dataKeys } from "../../shared/aws/data-keys.ts";
import { dataKeyStore } from "../../shared/aws/dynamodb/data-key-store.ts";
import { signingKeyStore, type WithdrawingKeyStore } from "../../shared/aws/dynamodb/signing-key-store.ts";
import type { Table } from "../../shared/aws/dynamodb/table.ts";
import { vault } from "../../shared/aws/vault.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { Vault } from "../../shared/ports/vault.ts";
import { describeStage } from "../stage.ts";
import type { Wanted } from "./options.ts";

export interface World {
  readonly clock: Clock;
  readonly table: Table;
  readonly kms: KMSClient;
  readonly keyArn: string;
  readonly dataKeys: DataKeys;
  readonly vault: Vault;
  readonly signingKeys: WithdrawingKeyStore;
}

/** The stage's table and keys, with the operator's own credentials. */
export async function findWorld({ place }: Pick<Wanted, "place">, clock: Clock): Promise<World> {
  const { tableName, keyArn } =
    place.stage === undefined
      ? { tableName: place.table, keyArn: place.key }
      : await describeStage(new CloudFormationClient({}), place.stage);
  return worldOf({ clock, kms: kmsClient(), keyArn, table: { documents: documentClient(), name: tableName } });
}

export function worldOf(given: Pick<World, "clock" | "kms" | "keyArn" | "table">): World {
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
