/** @module-tag processes */
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetEmailIdentityCommand, SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { ListTopicsCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AwsEndpoint, startAwsEndpoint } from "../../local/aws-endpoint.ts";
import { engineAccess } from "../../local/dynamodb-engine.ts";
import { type BusEvent, createEventBridge } from "../../local/event-bridge.ts";
import { createKms } from "../../local/kms.ts";
import { createPhones, createSes } from "../../local/sent-messages.ts";

const keyId = "arn:aws:kms:local:000000000000:key/test";
const clock = { now: () => Date.parse("2026-05-04T03:02:01Z") };
const sns = createPhones({ clock });
const ses = createSes({ clock });
const delivered: BusEvent[] = [];
let endpoint: AwsEndpoint;

beforeAll(async () => {
  endpoint = await startAwsEndpoint({
    json: {
      ...createKms({ masterKey: new Uint8Array(32).fill(7), keyId }),
      ...createEventBridge({ clock, busName: "bus", region: "local", deliver: (event) => delivered.push(event) }),
    },
    query: sns.query,
    rest: ses.operations,
  });
});
afterAll(() => endpoint.stop());

const here = () => ({ endpoint: endpoint.url, ...engineAccess, maxAttempts: 1 });

describe("KMS", () => {
  const EncryptionContext = { tenant: "acme", purpose: "totp" };
  const newKey = async () => {
    const kms = new KMSClient(here());
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: "AES_256", EncryptionContext }));
    return { kms, plain: made.Plaintext ?? new Uint8Array(), blob: made.CiphertextBlob ?? new Uint8Array() };
  };

  it("gives a data key of 256 bits and unwraps it under the same context, in whatever order", async () => {
    const { kms, plain, blob } = await newKey();
    const opened = await kms.send(
      new DecryptCommand({
        KeyId: keyId,
        CiphertextBlob: blob,
        EncryptionContext: { purpose: "totp", tenant: "acme" },
      }),
    );
    expect(plain).toHaveLength(32);
    expect(opened.Plaintext).toEqual(plain);
    expect(Buffer.from(blob).includes(Buffer.from(plain))).toBe(false);
  });

  it.each([
    ["another tenant", { tenant: "umbrella", purpose: "totp" }],
    ["another purpose", { tenant: "acme", purpose: "codes" }],
    ["one pair less", { tenant: "acme" }],
    ["no context", undefined],
  ])("does not unwrap under a context with %s", async (_, context) => {
    const { kms, blob } = await newKey();
    const command = new DecryptCommand({ CiphertextBlob: blob, ...(context && { EncryptionContext: context }) });
    await expect(kms.send(command)).rejects.toMatchObject({
      name: "InvalidCiphertextException",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each([0, 12, -1])("does not unwrap a blob whose byte %i was changed", async (index) => {
    const { kms, blob } = await newKey();
    const changed = Uint8Array.from(blob, (byte, place) =>
      place === (index + blob.length) % blob.length ? byte ^ 1 : byte,
    );
    await expect(kms.send(new DecryptCommand({ CiphertextBlob: changed, EncryptionContext }))).rejects.toThrow(
      expect.objectContaining({ name: "InvalidCiphertextException" }),
    );
  });

  it("knows no other key", async () => {
    const { kms } = await newKey();
    const command = new GenerateDataKeyCommand({ KeyId: "alias/other", KeySpec: "AES_256" });
    await expect(kms.send(command)).rejects.toMatchObject({ name: "NotFoundException" });
  });

  it("names an operation that it does not emulate", async () => {
    const { kms } = await newKey();
    const command = new EncryptCommand({ KeyId: keyId, Plaintext: new Uint8Array(1) });
    await expect(kms.send(command)).rejects.toThrow("TrentService.Encrypt");
  });
});

describe("SNS", () => {
  const client = () => new SNSClient(here());

  it("puts a text message into the outbox, newest first, with every character kept", async () => {
    const body = '123456 & "<Zürich>" 😀 = + %\n@host #123456';
    await client().send(new PublishCommand({ PhoneNumber: "+41791234567", Message: "first" }));
    const answer = await client().send(new PublishCommand({ PhoneNumber: "+41791234567", Message: body }));
    expect(answer.MessageId).toBeTypeOf("string");
    expect(sns.outbox.messages[0]).toEqual({ to: "+41791234567", body, at: "2026-05-04T03:02:01.000Z" });
    expect(sns.outbox.messages[1]).toMatchObject({ body: "first" });
  });

  it.each(["0791234567", "+0791234567", "phone"])("refuses %s, which is no E.164 number", async (PhoneNumber) => {
    const before = sns.outbox.messages.length;
    await expect(client().send(new PublishCommand({ PhoneNumber, Message: "x" }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    expect(sns.outbox.messages).toHaveLength(before);
  });

  it("names an operation that it does not emulate", async () => {
    await expect(client().send(new ListTopicsCommand({}))).rejects.toThrow("ListTopics");
  });
});

describe("SES", () => {
  const client = () => new SESv2Client(here());
  const mail = (to: string, text = "text") =>
    new SendEmailCommand({
      FromEmailAddress: "from@example.com",
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: { Subject: { Data: "Zürich" }, Body: { Text: { Data: text }, Html: { Data: "<p>html</p>" } } },
      },
    });

  it("puts an e-mail into the mailbox, newest first, with every character kept", async () => {
    const text = 'a & "<b>" 😀\nnext line';
    await client().send(mail("one@example.com"));
    const answer = await client().send(mail("two@example.com", text));
    expect(answer.MessageId).toBeTypeOf("string");
    expect(ses.mailbox.mails).toEqual([
      { to: "two@example.com", subject: "Zürich", text, html: "<p>html</p>", at: "2026-05-04T03:02:01.000Z" },
      expect.objectContaining({ to: "one@example.com", text: "text" }),
    ]);
  });

  it("refuses an address that is none", async () => {
    const before = ses.mailbox.mails.length;
    await expect(client().send(mail("nobody"))).rejects.toMatchObject({ name: "BadRequestException" });
    expect(ses.mailbox.mails).toHaveLength(before);
  });

  it("does not answer for what it does not emulate", async () => {
    await expect(client().send(new GetEmailIdentityCommand({ EmailIdentity: "example.com" }))).rejects.toThrow();
  });
});

describe("EventBridge", () => {
  const client = () => new EventBridgeClient(here());
  const good = { EventBusName: "bus", Source: "countersign", DetailType: "login.succeeded", Detail: '{"id":"evt_1"}' };

  it("makes a real event of each good entry and refuses each bad one by itself", async () => {
    delivered.length = 0;
    const answer = await client().send(
      new PutEventsCommand({ Entries: [{ ...good, Detail: "{" }, good, { ...good, EventBusName: "other" }] }),
    );
    expect(answer.FailedEntryCount).toBe(2);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      "MalformedDetail",
      undefined,
      "InvalidArgument",
    ]);
    expect(delivered).toEqual([
      {
        version: "0",
        id: answer.Entries?.[1]?.EventId,
        "detail-type": "login.succeeded",
        source: "countersign",
        account: "000000000000",
        time: "2026-05-04T03:02:01.000Z",
        region: "local",
        resources: [],
        detail: { id: "evt_1" },
      },
    ]);
  });

  it("takes at most ten entries", async () => {
    const command = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => good) });
    await expect(client().send(command)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("names an operation that it does not emulate", async () => {
    await expect(client().send(new ListRulesCommand({}))).rejects.toThrow("AWSEvents.ListRules");
  });
});
