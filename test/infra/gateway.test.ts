/** @module-tag processes */
import { describe, expect, it } from "vitest";
import { cors, routes } from "../../shared/contract/routes.ts";
import type { Route } from "../../shared/contract/route.ts";
import { functionName } from "./roles.ts";
import { only, type Resource, resources, stageWith, synthesized } from "./synthesized.ts";

const rows = Object.values(routes) as readonly Route[];
const keyOf = ({ method, path }: Route): string => `${method} ${path}`;
const { data, service } = synthesized();

/** Which function each route calls. */
const connected = (): readonly string[] => {
  const integrations = new Map(resources(service, "AWS::ApiGatewayV2::Integration"));
  const functions = new Map(resources(service, "AWS::Lambda::Function"));
  return resources(service, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => {
    const integration = integrations.get(Properties["Target"]["Fn::Join"][1][1].Ref);
    const target: string = integration?.Properties["IntegrationUri"]["Fn::GetAtt"][0];
    return `${Properties["RouteKey"]} → ${functionName(functions.get(target) as Resource)}`;
  });
};

describe("the gateway", () => {
  it("has every route of the table once, each with its own function, and nothing else but the answer to the rest", () => {
    const wanted = rows.map((row) => `${keyOf(row)} → ${row.function.replaceAll("/", "-")}`);
    expect(connected().toSorted()).toEqual([...wanted, "$default → not-found"].toSorted());
  });

  it("throttles every route, and those that only send SMS more than the others", () => {
    const { Properties } = only(service, "AWS::ApiGatewayV2::Stage");
    const settings: Record<string, { ThrottlingRateLimit: number }> = Properties["RouteSettings"];
    expect(Object.keys(settings).toSorted()).toEqual(rows.map(keyOf).toSorted());
    const slow = Object.entries(settings).filter(([, { ThrottlingRateLimit }]) => ThrottlingRateLimit === 20);
    expect(slow.map(([key]) => key).toSorted()).toEqual([
      "POST /v1/admin/user/caller-check",
      "POST /v1/factors/{factorId}/resend",
      "POST /v1/login/sms",
    ]);
    expect(Properties["DefaultRouteSettings"]).toMatchObject({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
    // Setting up an app sends nothing: an organisation that requires one from Monday on must get through.
    expect(settings["POST /v1/factors"]).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
  });

  it("lets through what the users of the stage need", () => {
    const throttlesOf = (changes: object) => stageWith(changes).throttles;
    expect(throttlesOf({ users: 100_000 })).toEqual({
      default: { rate: 1000, burst: 2000 },
      sms: { rate: 100, burst: 200 },
    });
    expect(throttlesOf({ users: 100_000_000 }).default).toEqual({ rate: 10_000, burst: 5_000 });
    const own = { rate: 5, burst: 6 };
    expect(throttlesOf({ users: 100_000, throttles: { sms: own } })).toEqual({
      default: { rate: 1000, burst: 2000 },
      sms: own,
    });
  });

  it("makes its stage after the routes that the stage's settings name", () => {
    const ids = resources(service, "AWS::ApiGatewayV2::Route")
      .filter(([, { Properties }]) => Properties["RouteKey"] !== "$default")
      .map(([id]) => id);
    expect(only(service, "AWS::ApiGatewayV2::Stage").DependsOn).toEqual(expect.arrayContaining(ids));
  });

  it("logs each call as one line of JSON: neither header, body, query nor path", () => {
    const { Format } = only(service, "AWS::ApiGatewayV2::Stage").Properties["AccessLogSettings"];
    const fields = Object.values(JSON.parse(Format));
    expect(fields).toContain("$context.routeKey");
    expect(fields.filter((field) => /path|header|body|query|authorizer|token/i.test(String(field)))).toEqual([]);
  });

  it("lets web apps of the listed origins call, as the contract says", () => {
    expect(only(data, "AWS::ApiGatewayV2::Api").Properties["CorsConfiguration"]).toEqual({
      AllowOrigins: ["https://app.example.com"],
      AllowMethods: cors.methods,
      AllowHeaders: cors.requestHeaders,
      ExposeHeaders: cors.exposedHeaders,
      MaxAge: cors.maxAgeSeconds,
    });
  });

  it("keeps its address whatever becomes of the service stack: `iss` is that address", () => {
    expect(only(data, "AWS::ApiGatewayV2::Api").DeletionPolicy).toBe("RetainExceptOnCreate");
    service.resourceCountIs("AWS::ApiGatewayV2::Api", 0);
    const [, one] = resources(service, "AWS::Lambda::Function")[0] ?? [];
    expect(JSON.stringify(one?.Properties["Environment"].Variables.SERVICE_ISSUER)).toMatch(
      /Countersign-example-Data.*Api/,
    );
  });

  it("is more patient than any function behind it", () => {
    const [, longest] = resources(service, "AWS::Lambda::Function")
      .map(([, one]): [string, number] => [functionName(one), one.Properties["Timeout"]])
      .filter(([name]) => !/^(events|scheduled)-/.test(name))
      .reduce((one, other) => (one[1] > other[1] ? one : other));
    for (const [, { Properties }] of resources(service, "AWS::ApiGatewayV2::Integration"))
      expect(Properties["TimeoutInMillis"]).toBeGreaterThan(longest * 1000);
  });

  it("calls exactly the functions of its routes, by a role that nobody but the gateway takes", () => {
    for (const [, { Properties }] of resources(service, "AWS::Lambda::Permission")) {
      expect(Properties["Principal"]).toBe("events.amazonaws.com");
      expect(Properties["SourceArn"]).toBeDefined();
    }
    expect(resources(service, "AWS::Lambda::Url")).toEqual([]);
    const integrations = resources(service, "AWS::ApiGatewayV2::Integration").map(([, { Properties }]) => Properties);
    const roles = new Set(integrations.map(({ CredentialsArn }) => String(CredentialsArn["Fn::GetAtt"][0])));
    expect(roles.size).toBe(1);
    const [role] = resources(service, "AWS::IAM::Role").filter(([id]) => roles.has(id));
    const { AssumeRolePolicyDocument, Policies } = role?.[1].Properties ?? {};
    expect(AssumeRolePolicyDocument.Statement).toMatchObject([{ Principal: { Service: "apigateway.amazonaws.com" } }]);
    const [{ PolicyDocument }] = Policies;
    expect(PolicyDocument.Statement).toMatchObject([{ Action: "lambda:InvokeFunction" }]);
    const named = new Set(PolicyDocument.Statement[0].Resource.map((arn: object) => JSON.stringify(arn)));
    expect(named).toEqual(new Set(integrations.map(({ IntegrationUri }) => JSON.stringify(IntegrationUri))));
    // IAM takes 10,240 characters; a name is at most 64, and the rest of an ARN some 60.
    expect(named.size * 130).toBeLessThan(10_240);
  });
});

describe("a stage with a domain, without web apps, kept warm", () => {
  const certificateArn = "arn:aws:acm:eu-central-1:111122223333:certificate/0b0c0d";
  const { data: otherData, service: other } = synthesized({
    domain: { name: "second-factor.example.com", certificateArn },
    corsOrigins: [],
    provisionedConcurrency: 2,
    mailFrom: undefined,
  });

  it("answers at the domain only, and names it in its assertions", () => {
    const { Properties } = only(otherData, "AWS::ApiGatewayV2::Api");
    expect(Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
    expect(Properties["CorsConfiguration"]).toBeUndefined();
    other.resourceCountIs("AWS::ApiGatewayV2::ApiMapping", 1);
    expect(only(otherData, "AWS::ApiGatewayV2::DomainName").Properties["DomainNameConfigurations"]).toMatchObject([
      { CertificateArn: certificateArn, SecurityPolicy: "TLS_1_2" },
    ]);
    for (const [, one] of resources(other, "AWS::Lambda::Function"))
      expect(one.Properties["Environment"].Variables.SERVICE_ISSUER).toBe("https://second-factor.example.com");
  });

  it("keeps login and verify warm, and calls the warm ones", () => {
    const aliases = resources(other, "AWS::Lambda::Alias");
    expect(aliases).toHaveLength(2);
    const called = JSON.stringify(resources(other, "AWS::ApiGatewayV2::Integration"));
    for (const [id, { Properties }] of aliases) {
      expect(Properties["ProvisionedConcurrencyConfig"]).toEqual({ ProvisionedConcurrentExecutions: 2 });
      expect(called).toContain(id);
    }
  });

  it("tells nobody", () => {
    for (const [, one] of resources(other, "AWS::Lambda::Function"))
      expect(functionName(one)).not.toBe("events-notify-user");
  });
});
