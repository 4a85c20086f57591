import { type Check, good, warn, unknown, type Examined, examine } from "./check.ts";
import type { AccountContext, StageContext, AwsClients, Caller } from "./context.ts";
import { alarmEmail, email } from "./checks/email.ts";
import { answers, certificate } from "./checks/reach.ts";
import { concurrency, reservedConcurrency } from "./checks/concurrency.ts";
import { issuers, neverChanged } from "./checks/issuers.ts";
import { keys } from "./checks/keys.ts";
import { smsSandbox, smsSpending, smsSpent } from "./checks/sms-spending.ts";
import { smsProvider } from "./checks/sms-provider.ts";
import { smsSenders } from "./checks/sms-senders.ts";
import { stacks } from "./checks/stacks.ts";
import { stream, table } from "./checks/table.ts";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { askAws } from "../aws-trouble.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { describeStage } from "../stage.ts";

/** The caller and the account: the first thing to be wrong about. */
export const caller: Check<AccountContext> = {
  name: "caller",
  run: async ({ caller: { account, arn }, region }) =>
    arn.endsWith(":root")
      ? warn(`You are the root user of account ${account}.`, "Sign in as a role; root is for emergencies.")
      : good(`You are ${arn}, looking at ${region}.`),
};

/** Also before the first deployment. */
export const accountChecks: readonly Check<AccountContext>[] = [caller, stacks, concurrency, smsSandbox];

export const stageChecks: readonly Check<StageContext>[] = [
  smsSpending,
  smsSpent,
  smsProvider,
  smsSenders,
  reservedConcurrency,
  email,
  issuers,
  neverChanged,
  certificate,
  keys,
  table,
  stream,
  answers,
  alarmEmail,
];

type Outside = Pick<AccountContext, "aws" | "fetch" | "clock" | "stageName" | "described">;

/** Examines the account, and the stage if it is deployed. Throws a `Mistake` if nothing can be asked at all. */
export async function diagnose(
  outside: Outside,
  onProgress: (waitingFor: readonly string[]) => void,
): Promise<readonly Examined[]> {
  const context = { ...outside, caller: await whoAmI(outside.aws), region: await regionOf(outside.aws) };
  const stage = await stageContext(context);
  return "findings" in stage
    ? [...(await examine(accountChecks, context, onProgress)), stage]
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

async function stageContext(context: AccountContext): Promise<StageContext | Examined> {
  try {
    return { ...context, stage: await describeStage(context.aws.cloudformation, context.stageName) };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { name: "stage", findings: [unknown(error.message, "Until then only the account is looked at.")] };
  }
}
