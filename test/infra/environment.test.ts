/** @module-tag processes */
import { Token } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { environmentOf } from "../../infra/service-function.ts";
import { parseSettings, settingsSchema, variableOf } from "../../shared/settings/settings.ts";
import { resources, stageWith, synthesized } from "./synthesized.ts";

const deployed = {
  tableName: "table",
  kmsKeyId: "key",
  eventBusName: "bus",
  auditLogGroup: "audit",
  serviceIssuer: "https://two.example",
};

/** The environment of a function of the template, with a text for what only the deployment knows. */
const resolved = (variables: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === "string" ? value : "https://known.example",
    ]),
  );

describe("the functions' environment", () => {
  it("is understood by the functions, the same in all", () => {
    const { service } = synthesized();
    const environments = resources(service, "AWS::Lambda::Function").map(
      ([, one]) => one.Properties["Environment"].Variables,
    );
    const [first] = environments;
    for (const one of environments) expect(one).toEqual(first);
    expect(parseSettings(resolved(first))).toMatchObject({
      appName: "Example",
      smsCountries: ["DE", "FR", "GB", "IT", "US"],
      mailFrom: "security@example.com",
      trustedIssuers: [{ id: "main", audience: ["my-app"] }],
    });
  });

  it("has no variable that no setting reads", () => {
    const known = Object.keys(settingsSchema.shape).map(variableOf);
    expect(Object.keys(environmentOf(stageWith(), deployed)).filter((name) => !known.includes(name))).toEqual([]);
  });

  it("carries every choice that differs from its default, and no other", () => {
    const changed = { totpWindow: 0, freshSeconds: 120, logLevel: "WARN", activityDays: 90, smsSenderId: "Example" };
    const environment = environmentOf(stageWith({ ...changed, smsCodeSeconds: 300 }), deployed);
    expect(parseSettings(environment)).toMatchObject({ ...changed, ...deployed });
    expect(environment).not.toHaveProperty("SMS_CODE_SECONDS");
  });

  it("with a misspelt or a missing setting does not compile", () => {
    // @ts-expect-error -- `tabelName` is no setting
    expect(() => environmentOf(stageWith(), { ...deployed, tableName: undefined, tabelName: "table" })).toThrow();
  });

  it("may hold what only the deployment knows", () => {
    const unknown = Token.asString({ Ref: "Table" });
    expect(environmentOf(stageWith(), { ...deployed, tableName: unknown })["TABLE_NAME"]).toBe(unknown);
  });

  it("that Lambda would refuse for its size is refused, with what to do", () => {
    const key = { kty: "RSA", n: "x".repeat(350), e: "AQAB" };
    const issuers = Array.from({ length: 10 }, (_, n) => ({
      id: `login-${String(n)}`,
      issuer: `https://login-${String(n)}.example.com/`,
      audience: "app",
      admins: false,
      jwks: { keys: [{ ...key, kid: String(n) }] },
    }));
    issuers[3]?.jwks.keys.push({ ...key, kid: "another" });
    expect(() => environmentOf(stageWith({ trustedIssuers: issuers }), deployed)).toThrow(
      /take \d{4} bytes, and a function may have 4000. The longest issuer is "login-3" with \d+. Shorten trustedIssuers/,
    );
  });
});
