import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KMSClient } from "@aws-sdk/client-kms";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Where one service is. What is left out comes from the SDK's standard variables. */
export interface ServiceAddress {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export interface Addresses {
  readonly dynamodb?: ServiceAddress;
  readonly kms?: ServiceAddress;
  readonly sns?: ServiceAddress;
  readonly eventBridge?: ServiceAddress;
  readonly sesv2?: ServiceAddress;
  readonly cloudWatchLogs?: ServiceAddress;
  readonly smsVoice?: ServiceAddress;
}

export interface Clients {
  readonly documents: DynamoDBDocumentClient;
  readonly kms: KMSClient;
  readonly sns: SNSClient;
  readonly eventBridge: EventBridgeClient;
  readonly sesv2: SESv2Client;
  readonly cloudWatchLogs: CloudWatchLogsClient;
  readonly smsVoice: PinpointSMSVoiceV2Client;
}

/** Without `throwOnRequestTimeout` the SDK only logs a warning and waits on. */
const bounded = { requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true } };
const retried = { ...bounded, retryMode: "standard", maxAttempts: 3 };
const ownConnection = { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } };
/**
 * An SMS or an e-mail whose answer got lost may have gone out; a second attempt could send it twice. So the only one must not be wasted on
 * a connection that was kept open and has died since, as all have when a function wakes up again.
 */
const once = {
  requestHandler: { ...bounded.requestHandler, ...ownConnection },
  retryMode: "standard",
  maxAttempts: 1,
};

/** A failed call says of which service and command it was; the SDK's errors do not, and the log has to (shared/runtime/failure.ts). */
const nameFailedCalls =
  <A, R>(next: (args: A) => Promise<R>, about: { readonly clientName?: string; readonly commandName?: string }) =>
  async (args: A): Promise<R> =>
    next(args).catch((error: unknown) => {
      const awsService = about.clientName?.replace(/Client$/, "");
      const awsCall = { awsService, command: about.commandName?.replace(/Command$/, "") };
      if (error instanceof Error) Object.assign(error, { awsCall });
      throw error;
    });
const first = { step: "initialize", priority: "high" } as const;

export const documentClient = (address?: ServiceAddress): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({ ...retried, ...address });
  client.middlewareStack.add(nameFailedCalls, first);
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};
export const kmsClient = (address?: ServiceAddress): KMSClient => {
  const client = new KMSClient({ ...retried, ...address });
  client.middlewareStack.add(nameFailedCalls, first);
  return client;
};
export const snsClient = (address?: ServiceAddress): SNSClient => {
  const client = new SNSClient({ ...once, ...address });
  client.middlewareStack.add(nameFailedCalls, first);
  return client;
};
export const eventBridgeClient = (address?: ServiceAddress): EventBridgeClient => {
  const client = new EventBridgeClient({ ...retried, ...address });
  client.middlewareStack.add(nameFailedCalls, first);
  return client;
};
export const logsClient = (address?: ServiceAddress): CloudWatchLogsClient => {
  const client = new CloudWatchLogsClient({ ...retried, ...address });
  client.middlewareStack.add(nameFailedCalls, first);
  return client;
};
export const sesClient = (address?: ServiceAddress): SESv2Client => {
  const client = new SESv2Client({ ...once, ...address });
  client.middlewareStack.add(nameFailedCalls, first);
  return client;
};
/** For messages: an answer that got lost is never asked for again. */
export const smsVoiceClient = (address?: ServiceAddress): PinpointSMSVoiceV2Client => {
  const client = new PinpointSMSVoiceV2Client({ ...once, ...address });
  client.middlewareStack.add(nameFailedCalls, first);
  return client;
};

/** Clients of every service, for a process that runs them all. A function creates only those that it needs. */
export const createClients = (addresses: Addresses = {}): Clients => ({
  documents: documentClient(addresses.dynamodb),
  kms: kmsClient(addresses.kms),
  sns: snsClient(addresses.sns),
  eventBridge: eventBridgeClient(addresses.eventBridge),
  sesv2: sesClient(addresses.sesv2),
  cloudWatchLogs: logsClient(addresses.cloudWatchLogs),
  smsVoice: smsVoiceClient(addresses.smsVoice),
});
