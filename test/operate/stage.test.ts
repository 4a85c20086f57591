import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { stackNames } from "../../infra/outputs.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { describeStage, unlockFailedStack } from "../../operate/stage.ts";
import { account, keyArn, region, stacksOf } from "./stage-outputs.ts";

function cloudFormation(stacks: { readonly data: Stack; readonly service: Stack } = stacksOf()) {
  const client = new CloudFormationClient({ region: "us-east-1" });
  const mock = mockClient(client);
  for (const which of ["data", "service"] as const)
    mock.on(DescribeStacksCommand, { StackName: stackNames("prod")[which] }).resolves({ Stacks: [stacks[which]] });
  return { client, mock };
}

const described = (stacks?: { readonly data: Stack; readonly service: Stack }) =>
  describeStage(cloudFormation(stacks).client, "prod");

async function mistakeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof Mistake)) throw new Error("That was no mistake", { cause: error });
  return error.message;
}

describe("a stage", () => {
  it("is described by the outputs of its stacks, wherever this computer thinks it is", async () => {
    expect(await described()).toMatchObject({
      stage: "prod",
      account,
      region,
      tableName: "Countersign-prod",
      tableArn: `arn:aws:dynamodb:${region}:${account}:table/Countersign-prod`,
      keyArn,
      url: "https://2fa.acme.example",
      eventBusName: "bus",
      auditLogGroupName: "audit",
      settings: { smsCountries: ["CH", "US", "SG"], alarmEmail: "oncall@acme.example" },
    });
  });

  it.each(["UPDATE_ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_FAILED"] as const)(
    "stands while its stack is %s",
    async (StackStatus) => {
      const stacks = stacksOf();
      await expect(described({ ...stacks, service: { ...stacks.service, StackStatus } })).resolves.toBeDefined();
    },
  );

  it.each(["CREATE_IN_PROGRESS", "ROLLBACK_COMPLETE", "DELETE_IN_PROGRESS", "REVIEW_IN_PROGRESS"] as const)(
    "does not stand while its stack is %s",
    async (StackStatus) => {
      const stacks = stacksOf();
      expect(await mistakeOf(described({ ...stacks, data: { ...stacks.data, StackStatus } }))).toContain(StackStatus);
    },
  );

  it("that lacks an output is an older version", async () => {
    const stacks = stacksOf();
    const service = { ...stacks.service, Outputs: stacks.service.Outputs?.slice(1) ?? [] };
    expect(await mistakeOf(described({ ...stacks, service }))).toBe(
      "The stack Countersign-prod-Service has no output Url: deploy this version of it first.",
    );
    expect(await mistakeOf(described(stacksOf({ trustedIssuers: "none" })))).toContain("Settings");
  });

  it("has a name that fits into a stack's", async () => {
    expect(await mistakeOf(describeStage(cloudFormation().client, "prod'; --"))).toContain("small letters");
  });
});

describe("a stage that cannot be read says in plain words why", () => {
  const failure = (name: string, message = "", code?: string) =>
    Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });

  it.each([
    [
      "there is none",
      failure("ValidationError", "Stack with id X does not exist"),
      "There is no stack Countersign-prod",
    ],
    ["no credentials", failure("CredentialsProviderError", "Could not load"), "AWS gave no credentials"],
    ["credentials expired", failure("ExpiredToken"), "have expired"],
    ["no region", failure("Error", "Region is missing"), "No AWS region is set"],
    ["no network", failure("Error", "getaddrinfo", "ENOTFOUND"), "AWS did not answer"],
    ["denied", failure("AccessDenied", "arn:aws:iam::1:user/ada"), "lack the permission cloudformation:DescribeStacks"],
    ["throttled", failure("Throttling", "Rate exceeded"), "slow down"],
  ])("%s", async (_, error, sentence) => {
    const { client, mock } = cloudFormation();
    mock.reset();
    mock.on(DescribeStacksCommand).rejects(error);
    expect(await mistakeOf(describeStage(client, "prod"))).toContain(sentence);
  });

  it("and anything else is a bug, thrown as it is", async () => {
    const { client, mock } = cloudFormation();
    mock.reset();
    mock.on(DescribeStacksCommand).rejects(failure("ValidationError", "Template format error"));
    await expect(describeStage(client, "prod")).rejects.toThrow("Template format error");
  });
});

describe("a protected stack", () => {
  const unlocked = async (StackStatus: NonNullable<Stack["StackStatus"]>, EnableTerminationProtection = true) => {
    const { data, service } = stacksOf();
    const { client, mock } = cloudFormation({ data: { ...data, StackStatus, EnableTerminationProtection }, service });
    const { data: name } = stackNames("prod");
    const wasUnlocked = await unlockFailedStack(client, name);
    const inputs = mock.commandCalls(UpdateTerminationProtectionCommand).map(({ args }) => args[0].input);
    expect(inputs).toEqual(wasUnlocked ? [{ StackName: name, EnableTerminationProtection: false }] : []);
    return wasUnlocked;
  };

  it.each(["ROLLBACK_COMPLETE", "ROLLBACK_FAILED"] as const)(
    "is unlocked if its first deployment failed (%s)",
    async (status) => {
      expect(await unlocked(status)).toBe(true);
      expect(await unlocked(status, false)).toBe(false);
    },
  );

  it.each([
    "CREATE_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_FAILED",
    "REVIEW_IN_PROGRESS",
    "DELETE_FAILED",
  ] as const)("stays locked as long as anything in it may be in use (%s)", async (status) => {
    expect(await unlocked(status)).toBe(false);
  });

  it("that is not there needs no unlocking", async () => {
    const { client, mock } = cloudFormation();
    mock
      .on(DescribeStacksCommand)
      .rejects(Object.assign(new Error("Stack with id x does not exist"), { name: "ValidationError" }));
    expect(await unlockFailedStack(client, "x")).toBe(false);
  });
});
