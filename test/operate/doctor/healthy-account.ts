import { type CertificateDetail, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { DescribeStacksCommand, ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand, GetKeyRotationStatusCommand } from "@aws-sdk/client-kms";
import { GetAccountSettingsCommand, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import {
  DescribePhoneNumbersCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { GetAccountCommand, GetConfigurationSetCommand, GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListSubscriptionsByTopicCommand,
} from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { stackNames } from "../../../infra/outputs.ts";
import { awsClients, type StageContext } from "../../../operate/doctor/check.ts";
import { describeStage } from "../../../operate/stage.ts";
import { account, region, settings, stacksOf } from "../stage-outputs.ts";

export const now = Date.UTC(2026, 10, 21);
export const tableKeyArn = `arn:aws:kms:${region}:${account}:key/k-2`;
export const topicArn = `arn:aws:sns:${region}:${account}:alarms`;
const caller = { account, arn: `arn:aws:sts::${account}:assumed-role/Deployer/ada` };

/** The public key of RFC 7517, appendix A.1. */
export const publicKey = {
  kty: "EC",
  crv: "P-256",
  kid: "one",
  alg: "ES256",
  x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
  y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
};

/** Each address with the answer it gives; another one is unreachable. */
export const web = (answers: Readonly<Record<string, Response>>) => async (url: string) => {
  const answer = answers[url];
  if (answer === undefined) throw new TypeError("fetch failed");
  return answer.clone();
};

/** An account in which nothing would bite a stage called prod; a test then breaks one thing. */
export function healthyAccount(given: object = settings) {
  const aws = awsClients();
  for (const client of Object.values(aws)) client.config.region = async () => region;
  const mocks = {
    acm: mockClient(aws.acm),
    cloudformation: mockClient(aws.cloudformation),
    cloudwatch: mockClient(aws.cloudwatch),
    dynamodb: mockClient(aws.dynamodb),
    kms: mockClient(aws.kms),
    lambda: mockClient(aws.lambda),
    smsVoice: mockClient(aws.smsVoice),
    ses: mockClient(aws.ses),
    sns: mockClient(aws.sns),
    sts: mockClient(aws.sts),
  };
  const { acm, cloudformation, cloudwatch, dynamodb, kms, lambda, smsVoice, ses, sns } = mocks;
  /** From now on every service refuses everything. */
  const refuseAll = (error: Error): void => {
    acm.reset().onAnyCommand().rejects(error);
    cloudformation.reset().onAnyCommand().rejects(error);
    cloudwatch.reset().onAnyCommand().rejects(error);
    dynamodb.reset().onAnyCommand().rejects(error);
    kms.reset().onAnyCommand().rejects(error);
    lambda.reset().onAnyCommand().rejects(error);
    smsVoice.reset().onAnyCommand().rejects(error);
    ses.reset().onAnyCommand().rejects(error);
    sns.reset().onAnyCommand().rejects(error);
  };
  const stacks = stacksOf(given);
  const names = stackNames("prod");
  mocks.sts.on(GetCallerIdentityCommand).resolves({ Account: caller.account, Arn: caller.arn });
  mocks.cloudformation.on(DescribeStacksCommand, { StackName: names.data }).resolves({ Stacks: [stacks.data] });
  mocks.cloudformation.on(DescribeStacksCommand, { StackName: names.service }).resolves({ Stacks: [stacks.service] });
  mocks.cloudformation.on(ListStackResourcesCommand).resolves({
    StackResourceSummaries: [
      {
        LogicalResourceId: "Alarms",
        ResourceType: "AWS::SNS::Topic",
        PhysicalResourceId: topicArn,
        LastUpdatedTimestamp: new Date(0),
        ResourceStatus: "CREATE_COMPLETE",
      },
    ],
  });
  mocks.lambda
    .on(GetAccountSettingsCommand)
    .resolves({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 } });
  mocks.lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [{ State: "Enabled" }] });
  mocks.sns.on(GetSMSSandboxAccountStatusCommand).resolves({ IsInSandbox: false });
  mocks.sns.on(GetSMSAttributesCommand).resolves({ attributes: { MonthlySpendLimit: "50" } });
  mocks.sns.on(ListSubscriptionsByTopicCommand, { TopicArn: topicArn }).resolves({
    Subscriptions: [{ Protocol: "email", Endpoint: "oncall@acme.example", SubscriptionArn: `${topicArn}:s-1` }],
  });
  mocks.smsVoice.on(DescribeSpendLimitsCommand).resolves({
    SpendLimits: [
      { Name: "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT", EnforcedLimit: 100, MaxLimit: 1000, Overridden: true },
      { Name: "VOICE_MESSAGE_MONTHLY_SPEND_LIMIT", EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
    ],
  });
  mocks.smsVoice.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [phoneNumber("US")] });
  mocks.smsVoice.on(DescribeSenderIdsCommand).resolves({ SenderIds: [senderId("SG")] });
  mocks.ses.on(GetAccountCommand).resolves({
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    EnforcementStatus: "HEALTHY",
  });
  mocks.ses.on(GetEmailIdentityCommand).resolves({
    VerifiedForSendingStatus: true,
    DkimAttributes: { SigningEnabled: true, Status: "SUCCESS" },
    ConfigurationSetName: "own-set",
  });
  mocks.ses.on(GetConfigurationSetCommand).resolves({ SendingOptions: { SendingEnabled: true } });
  mocks.cloudwatch.on(GetMetricStatisticsCommand).resolves({ Datapoints: [{ Maximum: 12.5 }] });
  mocks.acm.on(DescribeCertificateCommand).resolves({ Certificate: certificate });
  mocks.kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: "k-1", KeyState: "Enabled" } });
  mocks.kms.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: true });
  mocks.dynamodb.on(DescribeTableCommand).resolves({ Table: healthyTable });
  mocks.dynamodb.on(DescribeContinuousBackupsCommand).resolves({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED" },
    },
  });
  mocks.dynamodb
    .on(DescribeTimeToLiveCommand)
    .resolves({ TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" } });
  const fetch: StageContext["fetch"] = web({
    "https://login.example.com/jwks": Response.json({ keys: [publicKey] }),
    "https://2fa.acme.example/health": Response.json({ status: "ok" }),
    "https://2fa.acme.example/.well-known/jwks.json": Response.json({ keys: [publicKey] }),
  });
  const outside = { aws, fetch, clock: { now: () => now }, stageName: "prod", described: () => given };
  /** The context that the checks of the stage see. */
  const context = async (): Promise<StageContext> => ({
    ...outside,
    region,
    caller,
    stage: await describeStage(aws.cloudformation, "prod"),
  });
  return { outside, context, mocks, refuseAll };
}

export const certificate: CertificateDetail = {
  Status: "ISSUED",
  DomainName: "acme.example",
  SubjectAlternativeNames: ["acme.example", "*.acme.example"],
  NotAfter: new Date(now + 200 * 86_400_000),
  RenewalEligibility: "ELIGIBLE",
};

export const healthyTable = {
  TableStatus: "ACTIVE",
  DeletionProtectionEnabled: true,
  SSEDescription: { KMSMasterKeyArn: tableKeyArn },
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  LatestStreamArn: `arn:aws:dynamodb:${region}:${account}:table/Countersign-prod/stream/1`,
} as const;

export const phoneNumber = (IsoCountryCode: string) => ({
  PhoneNumberArn: "arn:number",
  PhoneNumber: "+12065550100",
  Status: "ACTIVE" as const,
  IsoCountryCode,
  MessageType: "TRANSACTIONAL" as const,
  NumberCapabilities: ["SMS" as const],
  NumberType: "TEN_DLC" as const,
  MonthlyLeasingPrice: "1.00",
  TwoWayEnabled: false,
  SelfManagedOptOutsEnabled: false,
  OptOutListName: "Default",
  DeletionProtectionEnabled: false,
  CreatedTimestamp: new Date(0),
});

export const senderId = (IsoCountryCode: string, Registered = true, SenderId = "Acme") => ({
  SenderIdArn: "arn:sender",
  SenderId,
  IsoCountryCode,
  MessageTypes: ["TRANSACTIONAL" as const],
  MonthlyLeasingPrice: "0.00",
  DeletionProtectionEnabled: false,
  Registered,
});
