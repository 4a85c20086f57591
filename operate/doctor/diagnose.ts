import { type Check, good, warn, unknown, type Examined, examine } from "./check.ts";
import type { AccountWorld, StageWorld, AwsClients, Caller } from "./world.ts";
import { alarmEmail, email } from "./checks/email.ts";
import { answers, certificate } from "./checks/reach.ts";
import { concurrency, reservedConcurrency } from "./checks/concurrency.ts";
import { issuers } from "./checks/issuers.ts";
import { keys } from "./checks/keys.ts";
import { smsSandbox, smsSpending, smsSpent } from "./checks/sms-spending.ts";
import { smsSenders } from "./checks/sms-senders.ts";
import { stacks } from "./checks/stacks.ts";
import { stream, table } from "./checks/table.ts";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { askAws } from "../aws-trouble.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { describeStage } from "../stage.ts";

/** Whose account this is: the first thing to be wrong about. */
export const caller: Check<AccountWorld> = {
  name: "caller",
  run: async ({ caller: { account, arn }, region }) =>
    arn.endsWith(":root")
      ? warn(`You are the root user of account ${account}.`, "Sign in as a role; root is for emergencies.")
      : good(`You are ${arn}, looking at ${region}.`),
};

/** Also before the first deployment. */
export const accountChecks: readonly Check<AccountWorld>[] = [caller, stacks, concurrency, smsSandbox];

export const stageChecks: readonly Check<StageWorld>[] = [
  smsSpending,
  smsSpent,
  smsSenders,
  reservedConcurrency,
  email,
  issuers,
  certificate,
  keys,
  table,
  stream,
  answers,
  alarmEmail,
];

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
