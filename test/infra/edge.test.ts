/** @module-tag processes */
import { describe, expect, it } from "vitest";
import type { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newApp } from "../../infra/app.ts";
import { Countersign } from "../../infra/countersign.ts";
import { stackNames } from "../../infra/outputs.ts";
import { rawRequest } from "../harness/raw-request.ts";
import { runningService } from "../harness/running-service.ts";
import { only, resources, exampleWith, synthesized, withoutBundles } from "./synthesized.ts";

const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/0b0c0d";
const settings = {
  domain: { name: "second-factor.example.com", certificateArn },
  edge: { callsPerAddress: 500, servers: ["203.0.113.0/24", "2001:db8::/32"] },
};
const { data, service, findings } = synthesized(settings, { withRules: true });

/** The stack of the rules, which is in another Region than the stage. */
function rules(): { readonly template: Template; readonly region: string } {
  const folder = mkdtempSync(join(tmpdir(), "countersign-edge-"));
  try {
    const app: App = newApp({ outdir: folder, treeMetadata: false, context: withoutBundles });
    const stage = exampleWith({ ...settings, region: "eu-central-1", account: "111122223333" });
    new Countersign(app, "Countersign-example", { ...stage, stageName: "example" });
    const { template, environment } = app.synth().getStackByName(stackNames("example").edge);
    return { template: Template.fromJSON(template), region: environment.region };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a stage with an edge", () => {
  const { DistributionConfig: config } = only(service, "AWS::CloudFront::Distribution").Properties;
  const behaviours = Object.fromEntries(
    config.CacheBehaviors.map(({ PathPattern, ...behaviour }: { PathPattern: string }) => [PathPattern, behaviour]),
  );

  it("is called by its domain at CloudFront, which calls the API by AWS's own name", () => {
    expect(config).toMatchObject({
      Aliases: ["second-factor.example.com"],
      ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: "TLSv1.2_2021" },
    });
    expect(only(data, "AWS::ApiGatewayV2::Api").Properties["DisableExecuteApiEndpoint"]).not.toBe(true);
    for (const [, one] of resources(service, "AWS::Lambda::Function"))
      expect(one.Properties["Environment"].Variables.SERVICE_ISSUER).toBe("https://second-factor.example.com");
    expect(findings).toEqual([]);
  });

  it("shows the functions by a secret that a call came through it: the same at both, and in no template", () => {
    const [origin] = config.Origins;
    const [{ HeaderName, HeaderValue }] = origin.OriginCustomHeaders;
    expect(HeaderName).toBe("x-origin-secret");
    expect(JSON.stringify(HeaderValue)).toContain("{{resolve:secretsmanager:");
    for (const [, one] of resources(service, "AWS::Lambda::Function"))
      expect(one.Properties["Environment"].Variables.ORIGIN_SECRET).toEqual(HeaderValue);
    const { GenerateSecretString } = only(service, "AWS::SecretsManager::Secret").Properties;
    expect(GenerateSecretString).toMatchObject({ PasswordLength: 43 });
  });

  it("keeps the key set and the API's description, by their paths alone, and nothing else", () => {
    expect(Object.keys(behaviours).toSorted()).toEqual(["/.well-known/jwks.json", "/openapi.json"]);
    const { CachePolicyConfig: policy } = only(service, "AWS::CloudFront::CachePolicy").Properties;
    expect(policy).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: "none" },
        HeadersConfig: { HeaderBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "none" },
      },
    });
    // CloudFront's own policies: CachingDisabled, AllViewerExceptHostHeader.
    expect(config.DefaultCacheBehavior).toMatchObject({
      CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    });
  });

  it("gives nobody another's refusal: failures are not kept", () => {
    const kept = config.CustomErrorResponses.filter(
      ({ ErrorCachingMinTTL }: { ErrorCachingMinTTL: number }) => ErrorCachingMinTTL !== 0,
    );
    expect(kept).toEqual([]);
    expect(config.CustomErrorResponses.map(({ ErrorCode }: { ErrorCode: number }) => ErrorCode)).toEqual(
      expect.arrayContaining([403, 404, 405, 500, 503]),
    );
  });

  it("writes no query into a log: a user's id is in one", () => {
    expect(config.Logging).toBeUndefined();
    expect(JSON.stringify(rules().template.toJSON())).not.toMatch(/"SampledRequestsEnabled":true|LoggingConfiguration/);
  });

  it("refuses an address that calls too often, but for the stage's own servers, by rules in CloudFront's Region", () => {
    const { template, region } = rules();
    expect(region).toBe("us-east-1");
    const { Rules, Scope, DefaultAction } = only(template, "AWS::WAFv2::WebACL").Properties;
    expect([Scope, DefaultAction]).toEqual(["CLOUDFRONT", { Allow: {} }]);
    expect(Rules.map(({ Action }: { Action: object }) => Object.keys(Action)[0])).toEqual(["Allow", "Allow", "Block"]);
    expect(Rules[2].Statement).toEqual({
      RateBasedStatement: { AggregateKeyType: "IP", Limit: 500, EvaluationWindowSec: 300 },
    });
    const addresses = resources(template, "AWS::WAFv2::IPSet").map(([, { Properties }]) => Properties["Addresses"]);
    expect(addresses).toEqual([["203.0.113.0/24"], ["2001:db8::/32"]]);
    expect(JSON.stringify(config.WebACLId)).toContain("Fn::GetStackOutput");
  });

  it("is not there by default", () => {
    for (const type of ["AWS::CloudFront::Distribution", "AWS::SecretsManager::Secret"])
      expect(resources(synthesized().service, type)).toEqual([]);
  });
});

describe("a function of a stage with an edge", () => {
  const secret = "a-secret-of-the-edge-and-the-functions";
  const running = runningService({ variables: { ORIGIN_SECRET: secret } });
  const ask = async (path: string, ...headers: readonly string[]) =>
    (await rawRequest(running.url, { method: "GET", path, headers })).status;

  it("refuses what did not come through it, whatever is called", async () => {
    for (const path of ["/health", "/v1/factors", "/.well-known/jwks.json", "/v1/nothing"]) {
      expect(await ask(path)).toBe(403);
      expect(await ask(path, "x-origin-secret", `${secret.slice(0, -1)}x`)).toBe(403);
    }
    expect(await ask("/health", "X-Origin-Secret", secret)).toBe(200);
    expect(await ask("/v1/factors", "x-origin-secret", secret)).toBe(401);
  });
});
