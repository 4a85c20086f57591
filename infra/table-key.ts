import { Duration, type RemovalPolicy, Stack } from "aws-cdk-lib";
import { AnyPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { keptByAccount } from "./vault-key.ts";

/**
 * The key that encrypts the table. It works like an AWS managed key: everyone in this account who may use the table may use the key through
 * DynamoDB, and in no other way. The roles decide who may use the table.
 */
export function tableKey(scope: Construct, id: string, removalPolicy: RemovalPolicy): Key {
  const { account, region, urlSuffix } = Stack.of(scope);
  return new Key(scope, id, {
    description: "Countersign: encrypts the table",
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy,
    policy: new PolicyDocument({
      statements: [
        keptByAccount(),
        new PolicyStatement({
          sid: "UsedByDynamoDb",
          principals: [new AnyPrincipal()],
          actions: [
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncrypt*",
            "kms:GenerateDataKey*",
            "kms:DescribeKey",
            "kms:CreateGrant",
          ],
          resources: ["*"],
          conditions: {
            StringEquals: {
              "kms:CallerAccount": account,
              "kms:ViaService": `dynamodb.${region}.${urlSuffix}`,
            },
          },
        }),
      ],
    }),
  });
}

/** The key that encrypts the audit log and the access log, for a stage that wants one of its own. */
export function logKey(scope: Construct, id: string, removalPolicy: RemovalPolicy): Key {
  const { account, region, partition, urlSuffix } = Stack.of(scope);
  return new Key(scope, id, {
    description: "Countersign: encrypts the audit log and the access log",
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy,
    policy: new PolicyDocument({
      statements: [
        keptByAccount(),
        new PolicyStatement({
          sid: "UsedByCloudWatchLogs",
          principals: [new ServicePrincipal(`logs.${region}.${urlSuffix}`)],
          actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
          resources: ["*"],
          conditions: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${account}:log-group:*countersign/*`,
            },
          },
        }),
      ],
    }),
  });
}
