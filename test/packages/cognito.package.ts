/** @module-tag processes */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCognito } from "../../packages/cognito-package.ts";
import { Consumer, misses, resolutions, unwanted } from "./consumer.ts";

const consumer = new Consumer();
let files: readonly string[] = [];
beforeAll(async () => {
  files = await consumer.install(await buildCognito());
  consumer.link("openapi-typescript-helpers");
}, 60_000);
afterAll(consumer.remove);

const handler = `
  import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
  import { KMSClient } from "@aws-sdk/client-kms";
  import { cognitoTriggers } from "@countersign/cognito";
  import { dynamoProofs, kmsSigner } from "@countersign/cognito/aws";
  const region = "eu-central-1";
  export const { define, create, verify, preTokenGeneration } = cognitoTriggers({
    baseUrl: "https://2fa.example.com",
    userPoolId: "eu-central-1_AbC",
    audience: "shop",
    signer: kmsSigner(new KMSClient({ region }), "alias/first-factor"),
    proofs: dynamoProofs(new DynamoDBClient({ region }), "proofs"),
  });`;

describe("the packed triggers", () => {
  it("have types, a licence and source maps, and no sources", () => {
    expect(misses(files, consumer.manifestOf("@countersign/cognito"))).toEqual([]);
    expect(unwanted(files)).toEqual([]);
    expect(files).toContain("package/index.js.map");
  });

  it("are handlers in a fresh process of the machine's Node", async () => {
    const event = {
      triggerSource: "DefineAuthChallenge_Authentication",
      request: { userAttributes: { sub: "jane" }, session: [{ challengeName: "SRP_A", challengeResult: true }] },
      response: {},
    };
    const stdout = await consumer.run(
      "handler.js",
      `${handler} console.log(JSON.stringify((await define(${JSON.stringify(event)})).response));`,
    );
    expect(JSON.parse(stdout)).toEqual({
      challengeName: "PASSWORD_VERIFIER",
      issueTokens: false,
      failAuthentication: false,
    });
  });

  it.each(Object.entries(resolutions))("type-check in %s, as handlers of Cognito's events", async (_, options) => {
    consumer.link("@types/aws-lambda");
    const complaints = await consumer.complaints(
      `import type { CreateAuthChallengeTriggerHandler, DefineAuthChallengeTriggerHandler, PreTokenGenerationV2TriggerHandler, VerifyAuthChallengeResponseTriggerHandler } from "aws-lambda";
       ${handler}
       type Event<Handler extends (...given: never[]) => unknown> = Parameters<Handler>[0];
       export const handlers = (
         one: Event<DefineAuthChallengeTriggerHandler>,
         two: Event<CreateAuthChallengeTriggerHandler>,
         three: Event<VerifyAuthChallengeResponseTriggerHandler>,
         four: Event<PreTokenGenerationV2TriggerHandler>,
       ) => [define(one), create(two), verify(three), preTokenGeneration(four)];`,
      { ...options, types: ["node"], skipLibCheck: true, exactOptionalPropertyTypes: false },
    );
    expect(complaints).toBe("");
  });
});
