import {
  type AccountContext,
  type AwsClients,
  type Caller,
  type Check,
  examine,
  type Examined,
  type Finding,
  good,
  type StageContext,
  unknown,
  type Verdict,
  warn,
} from "./check.ts";
import { alarmEmail, email } from "./checks/email.ts";
import { answers, certificate, stacks } from "./checks/reach.ts";
import { concurrency, reservedConcurrency } from "./checks/concurrency.ts";
import { issuers, neverChanged } from "./checks/issuers.ts";
import { keys, stream, table } from "./checks/table.ts";
import { smsSandbox, smsSenders, smsSpending, smsSpent } from "./checks/sms.ts";
import { smsProvider } from "./checks/sms-provider.ts";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { askAws } from "../aws-trouble.ts";
import { Mistake, paint, type Style } from "../../client/command-line/command-line.ts";
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

const marks: Readonly<Record<Verdict, { readonly mark: string; readonly style: Style }>> = {
  good: { mark: "ok", style: "green" },
  warn: { mark: "look", style: "yellow" },
  bad: { mark: "BAD", style: "red" },
  unknown: { mark: "?", style: "magenta" },
};

const all = (examined: readonly Examined[]): readonly Finding[] => examined.flatMap(({ findings }) => findings);

/** 0 if nothing bites; 1 if something does, or could not be looked at. */
export const exitCodeOf = (examined: readonly Examined[]): 0 | 1 =>
  all(examined).some(({ verdict }) => verdict === "bad" || verdict === "unknown") ? 1 : 0;

/** For scripts. */
export const asJson = (stage: string, examined: readonly Examined[]): string =>
  JSON.stringify(
    {
      stage,
      healthy: exitCodeOf(examined) === 0,
      checks: examined.flatMap(({ name, findings }) => findings.map((finding) => ({ name, ...finding }))),
    },
    null,
    2,
  );

/** For people: one line per finding, and what to do below it. */
export function asPage(stage: string, examined: readonly Examined[]): string {
  const width = Math.max(...examined.map(({ name }) => name.length));
  const lines = examined.flatMap(({ name, findings }) =>
    findings.map(({ verdict, sentence, remedy }) => {
      const { mark, style } = marks[verdict];
      const line = `${paint(style, mark.padEnd(4))}  ${name.padEnd(width)}  ${sentence}`;
      return remedy === undefined ? line : `${line}\n${" ".repeat(width + 8)}→ ${remedy}`;
    }),
  );
  return [`Stage ${stage}`, "", ...lines, "", summary(examined)].join("\n");
}

function summary(examined: readonly Examined[]): string {
  const count = (wanted: Verdict): number => all(examined).filter(({ verdict }) => verdict === wanted).length;
  const counts = `${count("good")} good, ${count("warn")} to look at, ${count("bad")} bad, ${count("unknown")} unknown`;
  return exitCodeOf(examined) === 0
    ? paint("green", `Nothing bites: ${counts}.`)
    : paint("red", `Something will bite: ${counts}.`);
}
