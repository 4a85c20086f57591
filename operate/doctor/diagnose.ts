import type { AwsClients, AccountWorld, Caller, StageWorld } from "./world.ts";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { askAws } from "../aws-trouble.ts";
import { Mistake } from "../mistake.ts";
import { describeStage } from "../stage.ts";
import { unknown } from "./check.ts";
import { accountChecks, stageChecks } from "./checks.ts";
import { type Examined, examine } from "./examine.ts";

type Outside = Pick<AccountWorld, "aws" | "fetch" | "clock" | "stageName">;

/** Examines the account, and the stage if it is deployed. Throws a `Mistake` if nothing can be asked at all. */
export async function diagnose(
  outside: Outside,
  onProgress: (waitingFor: readonly string[]) => void,
): Promise<readonly Examined[]> {
  const world = { ...outside, caller: await whoAmI(outside.aws), region: await regionOf(outside.aws) };
  const stage = await stageWorld(world);
  return "findings" in stage
    ? [...(await examine(accountChecks, world, onProgress)), stage]
    : examine([...accountChecks, ...stageChecks], stage, onProgress);
}

async function whoAmI({ sts }: AwsClients): Promise<Caller> {
  const { Account = "", Arn = "" } = await askAws("sts:GetCallerIdentity", () =>
    sts.send(new GetCallerIdentityCommand()),
  );
  return { account: Account, arn: Arn };
}

const regionOf = ({ cloudformation }: AwsClients): Promise<string> =>
  askAws("", async () => cloudformation.config.region());

async function stageWorld(world: AccountWorld): Promise<StageWorld | Examined> {
  try {
    return { ...world, stage: await describeStage(world.aws.cloudformation, world.stageName) };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { name: "stage", findings: [unknown(error.message, "Until then only the account is looked at.")] };
  }
}
