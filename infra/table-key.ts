import { Duration, type RemovalPolicy, Stack } from "aws-cdk-lib";
import { AnyPrincipal, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { keptByAccount } from "./vault-key.ts";

/**
 * The key that the table is encrypted with. As with the key that AWS would keep for it, whoever in this account may use the table
 * may use the key through DynamoDB, and nobody in any other way: the roles say who may use the table.
 */
export function tableKey(scope: Construct, id: string, removalPolicy: RemovalPolicy): Key {
  const { account, region } = Stack.of(scope);
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
              "kms:ViaService": `dynamodb.${region}.amazonaws.com`,
            },
          },
        }),
      ],
    }),
  });
}
