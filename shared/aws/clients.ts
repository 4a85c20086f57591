import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KMSClient } from "@aws-sdk/client-kms";
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
}

export interface Clients {
  readonly documents: DynamoDBDocumentClient;
  readonly kms: KMSClient;
  readonly sns: SNSClient;
  readonly eventBridge: EventBridgeClient;
}

/** Without `throwOnRequestTimeout` the SDK only logs a warning and waits on. */
const bounded = { requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true } };
const retried = { ...bounded, retryMode: "standard", maxAttempts: 3 };
/** An SMS whose answer got lost may have gone out; a second attempt could send it twice. */
const once = { ...bounded, maxAttempts: 1 };

/** The clients of one process. */
export const createClients = (addresses: Addresses = {}): Clients => ({
  documents: DynamoDBDocumentClient.from(new DynamoDBClient({ ...retried, ...addresses.dynamodb }), {
    marshallOptions: { removeUndefinedValues: true },
  }),
  kms: new KMSClient({ ...retried, ...addresses.kms }),
  sns: new SNSClient({ ...once, ...addresses.sns }),
  eventBridge: new EventBridgeClient({ ...retried, ...addresses.eventBridge }),
});
