import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { expect } from "vitest";
import { stackNames } from "../../infra/outputs.ts";
import { describeStage, type DeployedStage } from "../../operate/stage.ts";
import { Clone, type Done } from "./clone.ts";
import { EmulatedService } from "./emulated-service.ts";
import { account, region } from "./emulator.ts";

/** Shows what a command said if it ended otherwise. */
export function ended({ exitCode, said }: Done, expected = 0): void {
  expect(exitCode, said.slice(-3000)).toBe(expected);
}

/** An account at the emulator, the project's clone that deploys to it, and the stage that the stories are about. */
export class Cloud {
  readonly stage = "monday";
  readonly clone: Clone;
  readonly service: EmulatedService;
  readonly cloudformation: CloudFormationClient;
  readonly dynamodb: DynamoDBClient;
  readonly #folder = process.env["CLOUD_FOLDER"] ?? "";
  readonly #awsUrl = process.env["CLOUD_URL"] ?? "";
  readonly #logs: CloudWatchLogsClient;
  readonly #ses: SESv2Client;

  constructor() {
    const endpoint = this.#awsUrl;
    const aws = { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: "test" } };
    this.clone = new Clone(this.#folder, endpoint);
    this.service = new EmulatedService(this.#folder, endpoint);
    this.cloudformation = new CloudFormationClient(aws);
    this.dynamodb = new DynamoDBClient(aws);
    this.#logs = new CloudWatchLogsClient(aws);
    this.#ses = new SESv2Client(aws);
  }

  async deploy(...others: readonly string[]): Promise<void> {
    ended(await this.clone.cdk("deploy", this.stage, ...others));
    this.service.url = (await this.deployed()).url;
  }

  async deployed(): Promise<DeployedStage> {
    return describeStage(this.cloudformation, this.stage);
  }

  /** Runs a command of operate/ on the stage, and returns what it printed. */
  async operate(command: string, ...args: readonly string[]): Promise<string> {
    const done = await this.clone.operate(command, "--stage", this.stage, ...args);
    ended(done);
    return done.stdout;
  }

  async verifySender(domain: string): Promise<void> {
    await this.#ses.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  }

  /** Lines of the audit log. */
  audited = async (): Promise<readonly string[]> => {
    const { auditLogGroupName } = await this.deployed();
    const { events } = await this.#logs.send(new FilterLogEventsCommand({ logGroupName: auditLogGroupName }));
    return events?.map(({ message = "" }) => message) ?? [];
  };

  /** Makes the creation of a stack's resource fail once. */
  failAt(stack: string, resource: string): void {
    writeFileSync(join(this.#folder, "failure"), `${stack} ${resource}`);
  }

  /** Forbids the role of a function an action, until it is told to allow it again. */
  async forbid(logicalId: string, action: string): Promise<() => Promise<void>> {
    const StackName = stackNames(this.stage).service;
    const names: string[] = [];
    for await (const page of paginateListStackResources({ client: this.cloudformation }, { StackName }))
      for (const { ResourceType, LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? [])
        if (ResourceType === "AWS::IAM::Role" && LogicalResourceId?.startsWith(logicalId))
          names.push(PhysicalResourceId ?? "");
    expect(names).toHaveLength(1);
    const named = { RoleName: names[0] ?? "", PolicyName: "forbidden" };
    const Statement = [{ Effect: "Deny", Action: action, Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.#callIam({ Action: "PutRolePolicy", ...named, PolicyDocument });
    return async () => this.#callIam({ Action: "DeleteRolePolicy", ...named });
  }

  async #callIam(input: Readonly<Record<string, string>>): Promise<void> {
    const credential = `Credential=${account}/20260101/${region}/iam/aws4_request`;
    const { status } = await fetch(this.#awsUrl, {
      method: "POST",
      headers: { authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0` },
      body: new URLSearchParams({ ...input, Version: "2010-05-08" }),
    });
    expect(status).toBe(200);
  }

  /** Which role was refused what, by its policies or by a key's: `[role, action, resource, condition keys]`. */
  refusals(): readonly string[] {
    const lines = readFileSync(join(this.#folder, "emulator.log"), "utf8").split("\n");
    return lines.flatMap((line) => line.split(" REFUSED ")[1] ?? []);
  }
}
