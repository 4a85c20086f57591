import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DeleteObjectCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { redriveQueue } from "../../operate/redrive.ts";

const functionArn = "arn:aws:lambda:local:1:function:countersign-prod-events-publish-events";
const at = { queue: "https://sqs.local/queue", dryRun: false };
const batch = { Records: [{ eventID: "1", dynamodb: { SequenceNumber: "1" } }] };
/** A batch of the stream as Lambda keeps it. */
const kept = JSON.stringify({
  requestContext: { functionArn, condition: "RetryAttemptsExhausted" },
  payload: JSON.stringify(batch),
});
const ofCall = { requestContext: { functionArn }, requestPayload: { id: "e" } };
const ofBucket = {
  Records: [
    { eventSource: "aws:s3", s3: { bucket: { name: "failed" }, object: { key: "aws/lambda/1/2026-11-21T13%3A00+x" } } },
  ],
};

function world(messages: readonly { readonly body: object }[], stored: string = kept) {
  const clients = {
    sqs: new SQSClient({ region: "local" }),
    s3: new S3Client({ region: "local" }),
    lambda: new LambdaClient({ region: "local" }),
  };
  const mocks = {
    sqs: mockClient(clients.sqs),
    s3: mockClient(clients.s3),
    lambda: mockClient(clients.lambda),
  };
  const Messages = messages.map(({ body }, nth) => ({
    ReceiptHandle: `r-${String(nth)}`,
    Body: JSON.stringify(body),
  }));
  mocks.sqs.on(ReceiveMessageCommand).resolvesOnce({ Messages }).resolves({});
  mocks.s3.on(GetObjectCommand).resolves({ Body: { transformToString: async () => stored } as never });
  const invoked = () =>
    mocks.lambda.commandCalls(InvokeCommand).map(({ args: [{ input }] }) => ({
      name: input.FunctionName,
      payload: JSON.parse(Buffer.from(input.Payload as Uint8Array).toString()) as unknown,
    }));
  const answers = (text: string, FunctionError?: string) =>
    mocks.lambda.on(InvokeCommand).resolves({
      Payload: Buffer.from(text) as never,
      ...(FunctionError !== undefined && { FunctionError }),
    });
  answers('{"batchItemFailures":[]}');
  const deleted = () => ({
    messages: mocks.sqs.commandCalls(DeleteMessageCommand).length,
    objects: mocks.s3.commandCalls(DeleteObjectCommand).map(({ args: [{ input }] }) => input.Key),
  });
  return { clients, mocks, invoked, answers, deleted };
}

it("a batch of the stream is read from its bucket, handed to its function whole, and deleted in both places", async () => {
  const { clients, invoked, deleted, mocks } = world([{ body: ofBucket }]);
  expect(await redriveQueue(clients, at)).toEqual({ handed: 1, left: 0 });
  expect(invoked()).toEqual([{ name: functionArn, payload: batch }]);
  expect(deleted()).toEqual({ messages: 1, objects: ["aws/lambda/1/2026-11-21T13:00 x"] });
  expect(mocks.s3.commandCalls(GetObjectCommand)[0]?.args[0].input.Bucket).toBe("failed");
});

it.each([
  ["fails", "null", "Unhandled"],
  ["hands a record back", '{"batchItemFailures":[{"itemIdentifier":"1"}]}', undefined],
])("what a function %s stays where it was", async (_what, text, error) => {
  const { clients, answers, deleted } = world([{ body: ofBucket }]);
  answers(text, error);
  expect(await redriveQueue(clients, at)).toEqual({ handed: 0, left: 1 });
  expect(deleted()).toEqual({ messages: 0, objects: [] });
});

it("a call that a function failed on is made once more", async () => {
  const { clients, invoked } = world([{ body: ofCall }]);
  expect(await redriveQueue(clients, at)).toEqual({ handed: 1, left: 0 });
  expect(invoked()).toEqual([{ name: functionArn, payload: { id: "e" } }]);
});

it("an object that an interrupted run has handed on is no failure; S3's own test message neither", async () => {
  const { clients, mocks, invoked } = world([{ body: ofBucket }, { body: { Event: "s3:TestEvent" } }]);
  mocks.s3.on(GetObjectCommand).rejects(Object.assign(new Error("gone"), { name: "NoSuchKey" }));
  expect(await redriveQueue(clients, at)).toEqual({ handed: 2, left: 0 });
  expect(invoked()).toEqual([]);
});

it("a dry run counts and changes nothing", async () => {
  const { clients, invoked, deleted } = world([{ body: ofBucket }, { body: ofCall }]);
  expect(await redriveQueue(clients, { ...at, dryRun: true })).toEqual({ handed: 0, left: 2 });
  expect([invoked(), deleted()]).toEqual([[], { messages: 0, objects: [] }]);
});
