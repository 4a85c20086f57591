/** @module-tag processes */
import { describe, expect, it } from "vitest";
import { purposes } from "../../shared/ports/vault.ts";
import { only, type Resource, resources, synthesized } from "./synthesized.ts";

const { data } = synthesized();

describe("the table", () => {
  const { Properties, DeletionPolicy } = only(data, "AWS::DynamoDB::Table");

  it("is paid by request, forgets by `ttl`, and streams both images", () => {
    expect(Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    });
  });

  it("can be restored to any second, and is not deleted by mistake", () => {
    expect(Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
    expect(DeletionPolicy).toBe("RetainExceptOnCreate");
  });

  it("is encrypted with a key of its own, which works through DynamoDB only", () => {
    const keyId: string = Properties["SSESpecification"].KMSMasterKeyId["Fn::GetAtt"][0];
    expect(Properties["SSESpecification"]).toMatchObject({ SSEEnabled: true, SSEType: "KMS" });
    const [, key] = resources(data, "AWS::KMS::Key").find(([id]) => id === keyId) ?? [];
    const [, use] = key?.Properties["KeyPolicy"].Statement ?? [];
    expect(use.Condition.StringEquals).toEqual({
      "kms:CallerAccount": { Ref: "AWS::AccountId" },
      "kms:ViaService": { "Fn::Join": ["", ["dynamodb.", { Ref: "AWS::Region" }, ".", { Ref: "AWS::URLSuffix" }]] },
    });
  });
});

describe("the keys", () => {
  it("rotate and are kept", () => {
    const keys = resources(data, "AWS::KMS::Key");
    expect(keys).toHaveLength(2);
    for (const [, { Properties, DeletionPolicy }] of keys) {
      expect(Properties["EnableKeyRotation"]).toBe(true);
      expect(DeletionPolicy).toBe("RetainExceptOnCreate");
    }
  });

  it("the vault's is used under exactly tenant and purpose, by nobody in another way", () => {
    const [, vaultKey] = resources(data, "AWS::KMS::Key").find(([id]) => id.startsWith("VaultKey")) ?? [];
    const statements: Record<string, unknown>[] = vaultKey?.Properties["KeyPolicy"].Statement ?? [];
    const using = /Decrypt|Encrypt|GenerateDataKey|CreateGrant|\*/;
    const uses = statements.filter(({ Action }) => (Action as string[]).some((action) => using.test(action)));
    expect(uses).toEqual([
      expect.objectContaining({
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
        Condition: {
          StringEquals: {
            "kms:EncryptionContext:purpose": [...purposes],
            "kms:EncryptionContext:tenant": "~service",
          },
          Null: { "kms:EncryptionContextKeys": "false" },
          "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["tenant", "purpose"] },
        },
      }),
    ]);
  });

  it("the vault's can get a replica in another Region one day, which no key can be given later", () => {
    const regions = resources(data, "AWS::KMS::Key").map(([id, { Properties }]) => [
      id.slice(0, 8),
      Properties["MultiRegion"],
    ]);
    expect(Object.fromEntries(regions)).toEqual({ VaultKey: true, TableKey: undefined });
  });

  it("no key but the table's is open to a principal that it does not name, and that one to this account only", () => {
    const open = resources(data, "AWS::KMS::Key").filter(([, { Properties }]) =>
      JSON.stringify(Properties["KeyPolicy"]).includes('"AWS":"*"'),
    );
    expect(open.map(([id]) => id.replace(/[0-9A-F]{8}$/, ""))).toEqual(["TableKey"]);
  });
});

describe("the audit log", () => {
  it("outlives the service, for two years", () => {
    const { Properties, DeletionPolicy } = only(data, "AWS::Logs::LogGroup");
    expect(Properties["RetentionInDays"]).toBe(731);
    expect(DeletionPolicy).toBe("RetainExceptOnCreate");
  });
});

describe("what a stage may ask for", () => {
  const {
    data: more,
    service,
    findings,
  } = synthesized(
    { logKey: true, backup: { keepDays: 90, copyTo: "arn:aws:backup:eu-west-1:111122223333:backup-vault:copies" } },
    { withRules: true },
  );

  it("a key of its own for the audit log and the access log, which CloudWatch Logs may use for them alone", () => {
    const [id, key] = resources(more, "AWS::KMS::Key").find(([name]) => name.startsWith("LogKey")) ?? [];
    expect(JSON.stringify(only(more, "AWS::Logs::LogGroup").Properties["KmsKeyId"])).toContain(id);
    const access = resources(service, "AWS::Logs::LogGroup").find(([name]) => name.includes("AccessLog"));
    expect(JSON.stringify(access?.[1].Properties["KmsKeyId"])).toContain(id);
    const [, use] = key?.Properties["KeyPolicy"].Statement ?? [];
    expect(JSON.stringify(use.Condition)).toMatch(/kms:EncryptionContext:aws:logs:arn.*:log-group:\*countersign\/\*/);
    expect(key?.DeletionPolicy).toBe("RetainExceptOnCreate");
  });

  it("daily backups in a vault that is kept, with copies elsewhere", () => {
    expect(only(more, "AWS::Backup::BackupVault").DeletionPolicy).toBe("RetainExceptOnCreate");
    const [rule] = only(service, "AWS::Backup::BackupPlan").Properties["BackupPlan"].BackupPlanRule;
    expect(rule).toMatchObject({
      Lifecycle: { DeleteAfterDays: 90 },
      CopyActions: [{ DestinationBackupVaultArn: "arn:aws:backup:eu-west-1:111122223333:backup-vault:copies" }],
    });
    expect(JSON.stringify(only(service, "AWS::Backup::BackupSelection").Properties)).toMatch(
      /Countersign-example-Data.*Table/,
    );
    expect(findings).toEqual([]);
  });

  it("and nothing of it by default", () => {
    for (const type of ["AWS::Backup::BackupVault", "AWS::Backup::BackupPlan"])
      for (const template of [data, synthesized().service]) expect(resources(template, type)).toEqual([]);
  });
});

describe("a stage to throw away", () => {
  it("takes everything with it", () => {
    const { data: thrownAway } = synthesized({ removalPolicy: "destroy" });
    for (const type of ["AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::Logs::LogGroup"])
      thrownAway.allResources(type, { DeletionPolicy: "Delete" });
    thrownAway.hasResourceProperties("AWS::DynamoDB::Table", { DeletionProtectionEnabled: false });
    expect(resources(thrownAway, "AWS::KMS::Key")).toHaveLength(2);
  });
});

describe("a first deployment", () => {
  const all = Object.entries(data.toJSON()["Resources"] as Record<string, Resource>);
  const needs = (one: Resource): readonly string[] =>
    all.map(([id]) => id).filter((id) => (one.DependsOn ?? []).includes(id) || refersTo(one.Properties, id));
  const refersTo = (value: object, id: string): boolean =>
    [`{"Ref":"${id}"}`, `{"Fn::GetAtt":["${id}",`].some((text) => JSON.stringify(value).includes(text));

  /** The order in which CloudFormation can make the resources: each after those that it needs. */
  const order: string[] = [];
  while (order.length < all.length) {
    const [next] = all.filter(
      ([id, one]) => !order.includes(id) && needs(one).every((needed) => order.includes(needed)),
    );
    if (next === undefined) throw new Error("The resources need each other");
    order.push(next[0]);
  }

  /** Resources that a rollback leaves if the resource `failing` cannot be made: `Retain` keeps, and a protected table cannot be deleted. */
  const leftAfter = (failing: string): readonly string[] =>
    all
      .filter(([id, one]) => id !== failing && !needsAtLast(one).includes(failing))
      .filter(([, one]) => one.DeletionPolicy === "Retain" || one.Properties["DeletionProtectionEnabled"] === true)
      .map(([id]) => id);
  const needsAtLast = (one: Resource): readonly string[] =>
    needs(one).flatMap((id) => [id, ...needsAtLast(all.find(([other]) => other === id)?.[1] ?? one)]);

  it.each(order)("that fails at %s leaves nothing behind, so that it can be repeated", (failing) => {
    expect(leftAfter(failing)).toEqual([]);
  });
});
