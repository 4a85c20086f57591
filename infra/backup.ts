import { Duration, type RemovalPolicy, Validations } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault, type IBackupVault } from "aws-cdk-lib/aws-backup";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Schedule } from "aws-cdk-lib/aws-events";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { Stage } from "./settings.ts";

/** The vault of the stage's backups. It belongs to what is kept: a backup outlives the stack that made it. */
export const backupVault = (scope: Construct, id: string, removalPolicy: RemovalPolicy): BackupVault =>
  new BackupVault(scope, id, { removalPolicy });

/**
 * A backup a day, and a copy elsewhere if the stage names a vault for it: DynamoDB's point-in-time recovery ends with the table and after 35
 * days. Single use of a code rests on the newest state, so a restored table goes through `npm run restore` as any other.
 */
export class DailyBackups extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { table, vault, plan }: { table: ITable; vault: IBackupVault; plan: NonNullable<Stage["backup"]> },
  ) {
    super(scope, id);
    const deleteAfter = Duration.days(plan.keepDays);
    const copies =
      plan.copyTo === undefined
        ? []
        : [
            {
              destinationBackupVault: BackupVault.fromBackupVaultArn(this, "CopyTo", plan.copyTo),
              deleteAfter,
            },
          ];
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("backup.amazonaws.com"),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSBackupServiceRolePolicyForBackup")],
    });
    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]",
      reason: "AWS Backup's own policy follows what the service asks for; it reads tables and writes backups",
    });
    new BackupPlan(this, "Plan", {
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          scheduleExpression: Schedule.cron({ hour: "3", minute: "0" }),
          deleteAfter,
          copyActions: copies,
        }),
      ],
    }).addSelection("Table", { role, resources: [BackupResource.fromDynamoDbTable(table)] });
  }
}
