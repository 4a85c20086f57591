import {
  DeleteItemCommand,
  DynamoDBClient,
  ConditionalCheckFailedException,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { mockClient } from "aws-sdk-client-mock";
import { createLocalJWKSet, jwtVerify } from "jose";
import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { dynamoProofs, kmsSigner } from "../../packages/cognito/aws.ts";
import { firstFactorToken } from "../../packages/cognito/first-factor.ts";

const claims = { iss: "a", aud: "b", sub: "c", iat: 1, exp: 4_000_000_000, auth_time: 1 };

describe("a key that stays in KMS", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  // The client alone, not its class: other files of this process have clients too.
  const client = new KMSClient({ region: "eu-central-1" });
  const kms = mockClient(client);
  const signer = kmsSigner(client, "key");

  it("signs tokens that its public half proves, however short the numbers of a signature are", async () => {
    kms.on(GetPublicKeyCommand).resolves({ PublicKey: publicKey.export({ format: "der", type: "spki" }) });
    kms.on(SignCommand).callsFake(({ Message }: { Message: Uint8Array }) => ({
      Signature: sign("sha256", Message, privateKey),
    }));
    const keys = createLocalJWKSet({ keys: [await signer.publicJwk()] });
    // One signature in 128 has a number that begins with a zero byte.
    for (let nth = 0; nth < 300; nth += 1) {
      const token = await firstFactorToken(signer, { ...claims, sub: String(nth) });
      const { payload } = await jwtVerify(token, keys);
      expect(payload.sub).toBe(String(nth));
    }
    expect(kms.commandCalls(GetPublicKeyCommand)).toHaveLength(1);
  });

  it("of another curve is refused before anything is signed", async () => {
    const other = generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey;
    const another = new KMSClient({ region: "eu-central-1" });
    mockClient(another)
      .on(GetPublicKeyCommand)
      .resolves({ PublicKey: other.export({ format: "der", type: "spki" }) });
    await expect(kmsSigner(another, "key").publicJwk()).rejects.toThrow("P-256");
  });
});

describe("proofs in a table", () => {
  const client = new DynamoDBClient({ region: "eu-central-1" });
  const db = mockClient(client);
  const proofs = dynamoProofs(client, "proofs");
  const now = new Date(1_800_000_000_000);

  it("an id is kept once, by a condition", async () => {
    db.on(PutItemCommand)
      .resolvesOnce({})
      .rejectsOnce(new ConditionalCheckFailedException({ message: "", $metadata: {} }));
    expect([await proofs.remember("one", now), await proofs.remember("one", now)]).toEqual([true, false]);
    expect(db.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      ConditionExpression: "attribute_not_exists(id)",
      Item: { id: { S: "jti#one" }, until: { N: "1800000060" } },
    });
  });

  it("a failure of the table lets nobody in", async () => {
    db.on(PutItemCommand).rejects(new Error("throttled"));
    await expect(proofs.remember("two", now)).rejects.toThrow("throttled");
  });

  it.each([
    ["in time", "1800000010", { acr: "urn:countersign:2fa", amr: ["pwd", "mfa"] }],
    ["that the time to live has not removed yet", "1799999999", null],
  ])("a proof %s", async (_, until, proof) => {
    db.on(DeleteItemCommand).resolves({
      Attributes: {
        id: { S: "proof#jane" },
        until: { N: until },
        acr: { S: "urn:countersign:2fa" },
        amr: { L: [{ S: "pwd" }, { S: "mfa" }] },
      },
    });
    expect(await proofs.take("jane", now)).toEqual(proof);
  });
});
