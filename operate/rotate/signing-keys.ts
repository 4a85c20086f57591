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
import { serviceTenant } from "../../shared/ports/vault.ts";
import { newSigningKey } from "../../shared/identity/signing-key.ts";
import { keyExpiry, neededSlots, nextKid, statesOf, supersededKids } from "../../shared/identity/signing-keys.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import type { KeyContext } from "../table.ts";

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

type Keys = Pick<KeyContext, "clock" | "dataKeys" | "vault" | "signingKeys">;

export interface ReplacedSigningKeys {
  readonly made: readonly string[];
  readonly withdrawn: readonly string[];
}

const maxTries = 5;

/**
 * New keys first, so that there is always one to sign with; then all others are withdrawn, the previous slot's too. Whoever
 * has the signing key may have the data key that sealed it: the new ones are sealed with a new generation.
 */
export async function replaceSigningKeys(keys: Keys): Promise<ReplacedSigningKeys> {
  const now = keys.clock.now();
  await keys.dataKeys.advance({ tenant: serviceTenant, purpose: "signing" });
  const made: string[] = [];
  for (const slot of neededSlots(now)) made.push(await makeKey(keys, slot));
  const withdrawn = supersededKids(now, statesOf(await keys.signingKeys.list()));
  for (const kid of withdrawn) await keys.signingKeys.withdraw(kid, now, keyExpiry(kid));
  return { made, withdrawn };
}

/** A key that somebody else made meanwhile is not taken: it may be sealed with the old data key. */
async function makeKey({ signingKeys, vault }: Keys, slot: number): Promise<string> {
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const kid = nextKid(slot, statesOf(await signingKeys.list()));
    if ((await signingKeys.add(await newSigningKey(vault, kid), keyExpiry(kid))) === "written") return kid;
  }
  throw new Mistake("Others replace the signing keys at the same moment. Run it again.");
}
