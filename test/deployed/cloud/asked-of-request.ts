import { place } from "./cdk-out.ts";
import type { Asked } from "./policy.ts";
import { askedOfTable, type TableRequest } from "./table-request.ts";

/** A signed call to AWS, as it arrives. */
export interface AwsCall {
  readonly accessKeyId: string;
  /** By which the signature is scoped. */
  readonly service: string;
  readonly region: string;
  /** Of AWS JSON: `Service.Operation`. */
  readonly target: string | undefined;
  /** Method and path. */
  readonly line: string;
  readonly body: string;
}

/** Signature version 4 names its key and scope in the open. */
export function readCall(
  line: string,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: string,
): AwsCall {
  const scope = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request,/;
  const [, accessKeyId, region, service] = scope.exec(String(headers["authorization"])) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined)
    throw new Error("The call is not signed");
  const target = headers["x-amz-target"];
  return { accessKeyId, region, service, target: typeof target === "string" ? target : undefined, line, body };
}

const arn = (service: string, resource: string) =>
  `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;

const readers: Readonly<Record<string, (call: AwsCall) => Asked>> = {
  dynamodb: ({ target = "", body }) =>
    askedOfTable(target.replace(/^DynamoDB_20120810\./, ""), JSON.parse(body) as TableRequest, (name) =>
      arn("dynamodb", `table/${name}`),
    ),
  kms: ({ target = "", body }) => {
    const { KeyId, EncryptionContext } = JSON.parse(body) as KmsRequest;
    const context = Object.entries(EncryptionContext ?? {});
    return {
      action: target.replace(/^TrentService\./, "kms:"),
      resource: KeyId,
      keys: {
        ...Object.fromEntries(context.map(([name, value]) => [`kms:EncryptionContext:${name}`, [value]])),
        ...(context.length > 0 && { "kms:EncryptionContextKeys": context.map(([name]) => name) }),
      },
    };
  },
  /** A phone number is a resource that has no ARN. */
  sns: ({ body }) => {
    const fields = new URLSearchParams(body);
    const resource = fields.get("PhoneNumber") ?? fields.get("TopicArn") ?? "";
    return { action: `sns:${fields.get("Action") ?? ""}`, resource, keys: {} };
  },
  events: ({ target = "", body }) => {
    const { Entries } = JSON.parse(body) as { readonly Entries: readonly { readonly EventBusName?: string }[] };
    const [bus = "default", ...others] = new Set(Entries.map(({ EventBusName }) => EventBusName));
    if (others.length > 0) throw new Error("Events for two buses at once");
    return { action: target.replace(/^AWSEvents\./, "events:"), resource: arn("events", `event-bus/${bus}`), keys: {} };
  },
  logs: ({ target = "", body }) => {
    const { logGroupName, logStreamName } = JSON.parse(body) as {
      readonly logGroupName: string;
      readonly logStreamName: string;
    };
    const resource = arn("logs", `log-group:${logGroupName}:log-stream:${logStreamName}`);
    return { action: target.replace(/^Logs_20140328\./, "logs:"), resource, keys: {} };
  },
  /** The domain of the sender is what is verified in this account. */
  ses: ({ line, body }) => {
    if (line !== "POST /v2/email/outbound-emails") throw new Error(`It is not known here what ${line} needs`);
    const { FromEmailAddress: from } = JSON.parse(body) as { readonly FromEmailAddress: string };
    const resource = arn("ses", `identity/${from.slice(from.indexOf("@") + 1)}`);
    return { action: "ses:SendEmail", resource, keys: { "ses:FromAddress": [from] } };
  },
};

interface KmsRequest {
  readonly KeyId: string;
  readonly EncryptionContext?: Readonly<Record<string, string>>;
}

/** Questions to IAM before the call is answered. An unknown call throws. */
export function askedOf(call: AwsCall): Asked {
  const reader = readers[call.service];
  if (reader === undefined || call.region !== place.region)
    throw new Error(`Nobody expects a call to ${call.service} in ${call.region}`);
  return reader(call);
}
