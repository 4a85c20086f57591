import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DeleteObjectCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { Mistake, readFlags } from "../client/command-line/command-line.ts";
import { stackNames } from "../infra/outputs.ts";
import { systemClock } from "../shared/runtime/services.ts";
import { askAllPages, askAws } from "./aws-trouble.ts";
import { describeStage } from "./stage.ts";

const help = `Hands what consumers gave up to them once more, when their failure is mended.

Usage: npm run redrive -- --stage prod [--dry-run]

  --stage NAME   the stage, as described
  --dry-run      says what waits in the failure queues, and hands on nothing
  --help         this text

Records of the stream come whole from the stage's buckets, calls from the queues themselves. What a consumer takes is
deleted; what it refuses again stays, in its queue. All of it may be handed on twice: activity is written once.

Ends with 0 if nothing is left, 1 if something is, 2 if it could not run at all.
`;

export interface RedriveClients {
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
}

/** Content of a message in a failure queue. */
type Failed =
  | { readonly kind: "record"; readonly bucket: string; readonly key: string }
  | { readonly kind: "call"; readonly functionArn: string; readonly payload: unknown }
  /** Of S3 itself, or of a schedule that runs again tomorrow. */
  | { readonly kind: "nothing" };

const notification = z.union([
  z
    .object({
      Records: z.tuple([
        z.object({ s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }) }),
      ]),
    })
    .transform(({ Records: [{ s3 }] }): Failed => ({
      kind: "record",
      bucket: s3.bucket.name,
      key: decodeURIComponent(s3.object.key.replaceAll("+", " ")),
    })),
  z
    .object({ requestContext: z.object({ functionArn: z.string() }), requestPayload: z.unknown() })
    .transform(({ requestContext, requestPayload }): Failed => ({
      kind: "call",
      functionArn: requestContext.functionArn,
      payload: requestPayload,
    })),
]);
const failedIn = ({ Body = "" }: Message): Failed =>
  notification.safeParse(JSON.parse(Body)).data ?? { kind: "nothing" };

const stored = z.object({ requestContext: z.object({ functionArn: z.string() }), payload: z.string() });
const refusedParts = z.object({ batchItemFailures: z.array(z.unknown()) });

/** Calls a consumer and waits: it has taken the payload if it neither fails nor hands anything back. */
async function hand(lambda: LambdaClient, FunctionName: string, payload: unknown): Promise<boolean> {
  const answer = await askAws("lambda:InvokeFunction", () =>
    lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(payload)) })),
  );
  if (answer.FunctionError !== undefined) return false;
  const text = Buffer.from(answer.Payload ?? []).toString() || "null";
  return (refusedParts.safeParse(JSON.parse(text)).data?.batchItemFailures.length ?? 0) === 0;
}

async function handRecords({ s3, lambda }: RedriveClients, bucket: string, key: string): Promise<boolean> {
  const at = { Bucket: bucket, Key: key };
  const text = await askAws("s3:GetObject", async () => {
    const { Body } = await s3.send(new GetObjectCommand(at));
    return Body?.transformToString() ?? "";
  }).catch((error: unknown) => {
    // An earlier run handed it on and was interrupted.
    if (error instanceof Error && error.name === "NoSuchKey") return null;
    throw error;
  });
  if (text === null) return true;
  const { requestContext, payload } = stored.parse(JSON.parse(text));
  if (!(await hand(lambda, requestContext.functionArn, JSON.parse(payload)))) return false;
  await askAws("s3:DeleteObject", () => s3.send(new DeleteObjectCommand(at)));
  return true;
}

async function redriveOne(clients: RedriveClients, message: Message): Promise<boolean> {
  const failed = failedIn(message);
  switch (failed.kind) {
    case "record":
      return handRecords(clients, failed.bucket, failed.key);
    case "call":
      return hand(clients.lambda, failed.functionArn, failed.payload);
    case "nothing":
      return true;
  }
}

export interface Redriven {
  readonly handed: number;
  readonly left: number;
}

/** Empties one queue. A message that is looked at is hidden for as long as this takes, so each comes once. */
export async function redriveQueue(
  clients: RedriveClients,
  { queue: QueueUrl, dryRun }: { readonly queue: string; readonly dryRun: boolean },
): Promise<Redriven> {
  let [handed, left] = [0, 0];
  for (;;) {
    const { Messages = [] } = await askAws("sqs:ReceiveMessage", () =>
      clients.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: dryRun ? 30 : 900,
        }),
      ),
    );
    if (Messages.length === 0) return { handed, left };
    for (const message of Messages) {
      const isTaken = !dryRun && (await redriveOne(clients, message));
      if (isTaken)
        await askAws("sqs:DeleteMessage", () =>
          clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle })),
        );
      handed += isTaken ? 1 : 0;
      left += isTaken ? 0 : 1;
    }
  }
}

export async function command(args: readonly string[]): Promise<number> {
  const flags = {
    stage: { type: "string" },
    "dry-run": { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { stage, "dry-run": dryRun = false, help: wantsHelp } = readFlags(args, flags, "npm run redrive -- --help");
  if (wantsHelp === true) {
    console.log(help);
    return 0;
  }
  if (stage === undefined) throw new Mistake("Name the stage: npm run redrive -- --stage prod");
  const cloudformation = new CloudFormationClient({});
  // A sentence instead of an error of AWS, if there is no such stage.
  await describeStage(cloudformation, stage);
  const resources = await askAllPages(
    "cloudformation:ListStackResources",
    paginateListStackResources({ client: cloudformation }, { StackName: stackNames(stage).service }),
    (page) => page.StackResourceSummaries,
  );
  const clients = {
    sqs: new SQSClient({}),
    s3: new S3Client({}),
    lambda: new LambdaClient({}),
  };
  let left = 0;
  for (const { ResourceType, LogicalResourceId, PhysicalResourceId: queue } of resources) {
    if (ResourceType !== "AWS::SQS::Queue" || queue === undefined) continue;
    const done = await redriveQueue(clients, { queue, dryRun });
    left += done.left;
    console.log(`${LogicalResourceId ?? queue}: ${String(done.handed)} handed on, ${String(done.left)} left`);
  }
  console.log(`Done at ${new Date(systemClock.now()).toISOString()}.`);
  return left === 0 ? 0 : 1;
}
