import { Mistake } from "../../client/command-line/command-line.ts";
import { ACMClient } from "@aws-sdk/client-acm";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { STSClient } from "@aws-sdk/client-sts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { DeployedStage } from "../stage.ts";

/** `unknown`: could not be looked at. It never counts as good. */
export type Verdict = "good" | "warn" | "bad" | "unknown";

export interface Finding {
  readonly verdict: Verdict;
  /** Plain words. Nothing secret: it lands in the logs of CI. */
  readonly sentence: string;
  /** Advice. */
  readonly remedy?: string;
}

/** One thing to look at in the account. */
export interface Check<Context> {
  readonly name: string;
  run(context: Context): Promise<Finding | readonly Finding[]>;
}

export const good = (sentence: string): Finding => ({ verdict: "good", sentence });
export const warn = (sentence: string, remedy: string): Finding => ({ verdict: "warn", sentence, remedy });
export const bad = (sentence: string, remedy: string): Finding => ({ verdict: "bad", sentence, remedy });
export const unknown = (sentence: string, remedy: string): Finding => ({ verdict: "unknown", sentence, remedy });

export interface Examined {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Runs all checks at once. `onProgress` hears the names of those that are still running. */
export async function examine<Context>(
  checks: readonly Check<Context>[],
  context: Context,
  onProgress: (waitingFor: readonly string[]) => void,
): Promise<readonly Examined[]> {
  const running = new Set(checks.map(({ name }) => name));
  onProgress([...running]);
  return Promise.all(
    checks.map(async (check) => {
      const findings = await findingsOf(check, context);
      running.delete(check.name);
      onProgress([...running]);
      return { name: check.name, findings };
    }),
  );
}

/** An error that keeps a check from looking is itself the finding, so that one denied call does not hide the others. */
async function findingsOf<Context>(check: Check<Context>, context: Context): Promise<readonly Finding[]> {
  try {
    return [await check.run(context)].flat();
  } catch (error) {
    if (error instanceof Mistake) return [unknown(error.message, "Put that right and run the doctor again.")];
    // Only the name: the text of an unforeseen error may quote what it was about.
    const name = error instanceof Error ? error.name : typeof error;
    if (name.includes("NotFound"))
      return [bad(`It is not there (${name}).`, "Did somebody delete it? Deploy the stage.")];
    return [unknown(`This could not be looked at: ${name}.`, "Run the doctor again; if it stays, look by hand.")];
  }
}

export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** Context of every check, also before the stage is deployed. */
export interface AccountContext {
  readonly aws: AwsClients;
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  readonly region: string;
  readonly caller: Caller;
  readonly stageName: string;
  /** The stage as stages/ or cdk.json describes it here, unread; undefined: they do not. Throws a `WrongSettings`. */
  readonly described: () => unknown;
}

export interface StageContext extends AccountContext {
  readonly stage: DeployedStage;
}

export type AwsClients = ReturnType<typeof awsClients>;

/** Region and credentials come from the usual places (AWS_PROFILE, AWS_REGION, sign-on). No call waits for ever. */
export function awsClients() {
  const options = { requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } };
  return {
    acm: new ACMClient(options),
    cloudformation: new CloudFormationClient(options),
    cloudwatch: new CloudWatchClient(options),
    dynamodb: new DynamoDBClient(options),
    kms: new KMSClient(options),
    lambda: new LambdaClient(options),
    smsVoice: new PinpointSMSVoiceV2Client(options),
    ses: new SESv2Client(options),
    sns: new SNSClient(options),
    sts: new STSClient(options),
  };
}
