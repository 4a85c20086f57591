import { CloudFormationClient, ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { replaceProcesses } from "../../operate/rotate/signing-keys.ts";

const now = Date.parse("2026-11-21T13:00:00Z");

it("touches the configuration of every function, and moves what is kept warm to a new version", async () => {
  const cloudformation = new CloudFormationClient({ region: "local" });
  const lambda = new LambdaClient({ region: "local" });
  const resource = (ResourceType: string, PhysicalResourceId: string) => ({
    ResourceType,
    PhysicalResourceId,
    LogicalResourceId: "x",
    LastUpdatedTimestamp: new Date(0),
    ResourceStatus: "CREATE_COMPLETE" as const,
  });
  mockClient(cloudformation)
    .on(ListStackResourcesCommand, { StackName: "Countersign-prod-Service" })
    .resolves({
      StackResourceSummaries: [
        resource("AWS::Lambda::Function", "countersign-prod-login"),
        resource("AWS::Lambda::Function", "countersign-prod-jwks"),
        resource("AWS::Lambda::Alias", "arn:aws:lambda:local:1:function:countersign-prod-login:warm"),
        resource("AWS::SQS::Queue", "queue"),
      ],
    });
  const mock = mockClient(lambda);
  mock
    .on(GetFunctionConfigurationCommand)
    .resolves({ Description: "Decides · processes replaced 2026-11-20T13:00:00.000Z" });
  mock.on(GetFunctionCommand).resolves({ Configuration: { LastUpdateStatus: "Successful" } });
  mock.on(PublishVersionCommand).resolves({ Version: "8" });

  expect(await replaceProcesses({ cloudformation, lambda }, "prod", now)).toBe(2);
  expect(mock.commandCalls(UpdateFunctionConfigurationCommand).map(({ args: [{ input }] }) => input)).toEqual(
    ["countersign-prod-login", "countersign-prod-jwks"].map((FunctionName) => ({
      FunctionName,
      Description: "Decides · processes replaced 2026-11-21T13:00:00.000Z",
    })),
  );
  expect(mock.commandCalls(UpdateAliasCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { FunctionName: "countersign-prod-login", Name: "warm", FunctionVersion: "8" },
  ]);
});
