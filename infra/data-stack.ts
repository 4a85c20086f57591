import { CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  type ITable,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import type { BackupVault } from "aws-cdk-lib/aws-backup";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { tableShape } from "../shared/aws/dynamodb/keys.ts";
import { auditLog } from "./logs.ts";
import { backupVault } from "./backup.ts";
import type { dataOutputs, Output } from "./outputs.ts";
import type { Stage } from "./settings.ts";
import type { OwnResources } from "./props.ts";
import { useOwnBehaviour } from "./edge.ts";
import { ServiceAddress } from "./service-api.ts";
import { logKey, tableKey, vaultKey } from "./keys.ts";

/** State that must outlive every deployment: table, keys, audit log and the address that users call. */
export class DataStack extends Stack {
  readonly table: ITable;
  /** None where the table is the app's own and its key is not named. */
  readonly tableKey: IKey | undefined;
  readonly vaultKey: IKey;
  readonly auditLog: LogGroup;
  /** Kept too: a stage without a domain of its own is named by the API's address, and so are its assertions. */
  readonly address: ServiceAddress;
  readonly logKey: IKey | undefined;
  readonly backups: BackupVault | undefined;

  constructor(scope: Construct, id: string, stage: Stage, own: OwnResources, props: StackProps) {
    const retains = stage.removalPolicy === "retain";
    super(scope, id, { ...props, terminationProtection: retains });
    useOwnBehaviour(this);
    // A first deployment that fails takes back what it made, so that it can be repeated; from then on all is kept.
    const removalPolicy = retains ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    this.vaultKey = own.keys?.vault ?? vaultKey(this, "VaultKey", removalPolicy);
    const encryptionKey = own.keys?.table ?? (own.table ? undefined : tableKey(this, "TableKey", removalPolicy));
    this.tableKey = encryptionKey;
    this.logKey = stage.logKey ? logKey(this, "LogKey", removalPolicy) : undefined;
    this.auditLog = auditLog(this, "AuditLog", { stage, removalPolicy, encryptionKey: this.logKey });
    this.address = new ServiceAddress(this, "Gateway", stage, removalPolicy);
    this.backups = stage.backup ? backupVault(this, "Backups", removalPolicy) : undefined;
    // The cast: CDK's types do not know `exactOptionalPropertyTypes`.
    this.table = own.table ?? (this.newTable(encryptionKey, removalPolicy, retains) as ITable);
    addOutputs<(typeof dataOutputs)[number]>(this, {
      KeyArn: this.vaultKey.keyArn,
      AuditLogGroupName: this.auditLog.logGroupName,
    });
  }

  private newTable(encryptionKey: IKey | undefined, removalPolicy: RemovalPolicy, retains: boolean): Table {
    const table = new Table(this, "Table", {
      partitionKey: { name: tableShape.partitionKey, type: AttributeType.STRING },
      sortKey: { name: tableShape.sortKey, type: AttributeType.STRING },
      timeToLiveAttribute: tableShape.timeToLive,
      stream: StreamViewType[tableShape.stream],
      billingMode: BillingMode[tableShape.billing],
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      ...(encryptionKey && { encryptionKey }),
      deletionProtection: retains,
      removalPolicy,
    });
    // The last resource: a later failure could not roll back what deletion protection holds.
    table.node.addDependency(...this.node.children.filter((child) => child !== table));
    return table;
  }
}

/**
 * The table that the service uses: the data stack's, or one restored from its backup (docs/data-protection.md). A restored table that keeps
 * the key needs no further permission: DynamoDB uses the key for everyone who may use the table.
 */
export const servedTable = (scope: Construct, { restoredTable }: Stage, data: DataStack): ITable =>
  restoredTable === undefined
    ? data.table
    : Table.fromTableAttributes(scope, "RestoredTable", {
        tableName: restoredTable.name,
        tableStreamArn: restoredTable.streamArn,
      });

/** Adds the outputs of a stack. The type makes sure that all of its names are there, and no other. */
export function addOutputs<Name extends Output>(stack: Stack, values: Readonly<Record<Name, string>>): void {
  for (const [name, value] of Object.entries<string>(values)) new CfnOutput(stack, name, { value });
}
