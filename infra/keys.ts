import { Duration, type RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AccountRootPrincipal,
  AnyPrincipal,
  PolicyDocument,
  PolicyStatement,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { purposes, serviceTenant } from "../shared/ports/vault.ts";

/** Actions that administer a key and never use it. No grants: a grant can leave out the encryption context. */
const keeping = [
  "kms:DescribeKey",
  "kms:GetKeyPolicy",
  "kms:PutKeyPolicy",
  "kms:ListKeyPolicies",
  "kms:GetKeyRotationStatus",
  "kms:EnableKeyRotation",
  "kms:DisableKeyRotation",
  "kms:ListKeyRotations",
  "kms:RotateKeyOnDemand",
  "kms:ListResourceTags",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ListGrants",
  "kms:RevokeGrant",
  "kms:UpdateKeyDescription",
  "kms:EnableKey",
  "kms:DisableKey",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
];

/** Lets the account's administrators manage a key. The key policy has the last word on who may use it. */
const keptByAccount = (): PolicyStatement =>
  new PolicyStatement({
    sid: "KeptByAccount",
    principals: [new AccountRootPrincipal()],
    actions: keeping,
    resources: ["*"],
  });

/**
 * The key that wraps the deployment's data keys, which wrap the tenants'. IAM decides who may use it. The key policy allows only the vault's
 * way: with an encryption context of exactly tenant and purpose, for the deployment's own tenant and one of its purposes.
 */
export const vaultKey = (scope: Construct, id: string, removalPolicy: RemovalPolicy): Key =>
  new Key(scope, id, {
    description: "Countersign: wraps the data keys of the vault",
    // A key can never become one of several Regions later. Without a replica it is a key like any other, at the same price.
    multiRegion: true,
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy,
    policy: new PolicyDocument({
      statements: [
        keptByAccount(),
        new PolicyStatement({
          sid: "UsedForPurposes",
          principals: [new AccountRootPrincipal()],
          actions: ["kms:GenerateDataKey", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
          resources: ["*"],
          conditions: {
            StringEquals: {
              "kms:EncryptionContext:purpose": purposes,
              "kms:EncryptionContext:tenant": serviceTenant,
            },
            // `ForAllValues` holds for a request without any context too.
            Null: { "kms:EncryptionContextKeys": "false" },
            "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["tenant", "purpose"] },
          },
        }),
      ],
    }),
  });

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
