import { type CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { stackNames } from "../../infra/outputs.ts";
import { type Instant, isoTime } from "../../shared/account/instant.ts";
import { askAllPages, askAws } from "../aws-trouble.ts";

interface Clients {
  readonly cloudformation: CloudFormationClient;
  readonly lambda: LambdaClient;
}

/** Longest description of a function. */
const mostCharacters = 256;
const mark = " · processes replaced ";

/**
 * Ends the processes of all functions of a stage, which hold keys in memory: Lambda starts new ones when a function's configuration
 * changes, and a deployment of the same version changes none. Returns how many functions it were.
 */
export async function replaceProcesses(
  { cloudformation, lambda }: Clients,
  stage: string,
  now: Instant,
): Promise<number> {
  const resources = await askAllPages(
    "cloudformation:ListStackResources",
    paginateListStackResources({ client: cloudformation }, { StackName: stackNames(stage).service }),
    (page) => page.StackResourceSummaries,
  );
  const named = (type: string): readonly string[] =>
    resources.filter(({ ResourceType }) => ResourceType === type).flatMap(({ PhysicalResourceId: id }) => id ?? []);
  const functions = named("AWS::Lambda::Function");
  for (const FunctionName of functions) {
    const { Description = "" } = await askAws("lambda:GetFunctionConfiguration", () =>
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
    );
    const text = `${Description.split(mark)[0] ?? ""}${mark}${isoTime(now)}`.slice(-mostCharacters);
    await askAws("lambda:UpdateFunctionConfiguration", () =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: text })),
    );
  }
  // An instance that is kept warm runs a version, which never changes: it moves to a new one.
  for (const alias of named("AWS::Lambda::Alias")) await renew(lambda, alias);
  return functions.length;
}

/** `arn:aws:lambda:…:function:NAME:ALIAS`. */
async function renew(lambda: LambdaClient, aliasArn: string): Promise<void> {
  const [FunctionName = "", Name = ""] = aliasArn.split(":").slice(-2);
  await askAws("lambda:GetFunctionConfiguration", () =>
    waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 120 }, { FunctionName }),
  );
  const { Version: FunctionVersion } = await askAws("lambda:PublishVersion", () =>
    lambda.send(new PublishVersionCommand({ FunctionName })),
  );
  await askAws("lambda:UpdateAlias", () =>
    lambda.send(new UpdateAliasCommand({ FunctionName, Name, FunctionVersion })),
  );
}
