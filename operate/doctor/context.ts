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
