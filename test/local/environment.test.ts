import { describe, expect, it } from "vitest";
import { readEnvironment, localSettings } from "../../local/environment.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";

const issuer = { id: "idp", issuer: "https://idp.example", audience: "app", jwksUri: "https://idp.example/jwks" };

describe("the environment of the local run", () => {
  it("has defaults that need nothing", () => {
    expect(readEnvironment({})).toEqual({
      startedByNpm: false,
      port: 8787,
      logFormat: "pretty",
      directory: ".local",
      engine: "dynalite",
      issuers: [],
      external: [],
      createTable: false,
      variables: {},
    });
  });

  it("takes an empty variable for none", () => {
    expect(
      readEnvironment({ PORT: "", LOG_FORMAT: "", TRUSTED_ISSUERS: "", APP_NAME: "", AWS_ENDPOINT_URL: "" }),
    ).toEqual(readEnvironment({}));
  });

  it("reads its own variables, every setting, and nothing else", () => {
    const read = readEnvironment({
      PORT: "0",
      COUNTERSIGN_DATA: "memory",
      LOG_FORMAT: "json",
      DYNAMODB_ENGINE: "dynamodb-local",
      TRUSTED_ISSUERS: JSON.stringify([issuer]),
      APP_NAME: "Acme",
      TOTP_WINDOW: "0",
      PATH: "/bin",
    });
    expect(read).toMatchObject({ port: 0, directory: null, logFormat: "json", engine: "dynamodb-local" });
    expect(read.variables).toEqual({ APP_NAME: "Acme", TOTP_WINDOW: "0" });
    expect(read.issuers).toEqual([issuerSchema.parse(issuer)]);
  });

  it.each([
    [
      { AWS_ENDPOINT_URL: "http://localhost:4566" },
      ["dynamodb", "kms", "sns", "eventBridge", "sesv2", "cloudWatchLogs", "smsVoice"],
    ],
    [{ AWS_ENDPOINT_URL_DYNAMODB: "http://localhost:8000" }, ["dynamodb"]],
    [
      { AWS_ENDPOINT_URL_EVENTBRIDGE: "http://localhost:1", AWS_ENDPOINT_URL_KMS: "http://localhost:2" },
      ["kms", "eventBridge"],
    ],
    [{ AWS_ENDPOINT_URL_SNS: "http://localhost:3" }, ["sns"]],
    [{ AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: "http://localhost:5" }, ["smsVoice"]],
    [{ AWS_ENDPOINT_URL_SESV2: "http://localhost:4" }, ["sesv2"]],
    [{ AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: "http://localhost:5" }, ["cloudWatchLogs"]],
  ])("emulates nothing that has an endpoint of its own: %j", (given, external) => {
    expect(readEnvironment(given).external).toEqual(external);
  });

  it.each([
    [{ PORT: "http" }, 'PORT must be a port from 0 to 65535, but is "http".'],
    [{ PORT: "65536" }, 'PORT must be a port from 0 to 65535, but is "65536".'],
    [{ PORT: "-1" }, "PORT must be"],
    [{ LOG_FORMAT: "xml" }, 'LOG_FORMAT must be json or pretty, but is "xml".'],
    [{ DYNAMODB_ENGINE: "sqlite" }, "DYNAMODB_ENGINE must be dynalite or dynamodb-local"],
    [{ TRUSTED_ISSUERS: "idp" }, "TRUSTED_ISSUERS: must be a JSON array of issuers."],
    [{ TRUSTED_ISSUERS: '[{"id":"a","id":"b"}]' }, 'TRUSTED_ISSUERS: names "id" twice.'],
    [{ TRUSTED_ISSUERS: "{}" }, "TRUSTED_ISSUERS: must be a JSON array of issuers."],
    [{ TRUSTED_ISSUERS: JSON.stringify([issuer, { ...issuer, audience: "" }]) }, "TRUSTED_ISSUERS (1.audience"],
    [{ TRUSTED_ISSUERS: JSON.stringify([{ ...issuer, jwksUri: undefined }]) }, "either jwksUri or jwks"],
    [{ TRUSTED_ISSUERS: JSON.stringify([{ ...issuer, foo: 1 }]) }, "TRUSTED_ISSUERS (0): no field is called foo."],
    [{ TRUSTED_ISSUERS: JSON.stringify([{ ...issuer, admins: 1 }]) }, "(0.admins): must be true or false."],
  ])("names what is wrong with %j", (given, sentence) => {
    const read = () => readEnvironment(given);
    expect(read).toThrow(Mistake);
    expect(read).toThrow(sentence);
  });
});

describe("the settings of the local run", () => {
  const local = issuerSchema.parse({ ...issuer, id: "local", issuer: "http://127.0.0.1:1/local", audience: ["a"] });
  const settingsOf = (variables: Record<string, string>, extra = local) =>
    localSettings({ url: "http://127.0.0.1:1", issuers: extra === local ? [local] : [local, extra], variables });

  it("allow SMS to all countries, and can be overridden", () => {
    expect(settingsOf({})).toMatchObject({
      smsCountries: ["*"],
      appName: "Countersign",
      serviceIssuer: "http://127.0.0.1:1",
    });
    expect(settingsOf({ SMS_COUNTRIES: "CH" }).smsCountries).toEqual(["CH"]);
  });

  it.each([
    [{ TOTP_WINDOW: "7" }, "TOTP_WINDOW"],
    [{ ASSERTION_SECONDS: "5" }, "ASSERTION_SECONDS"],
  ])("name a wrong one: %j", (variables, sentence) => {
    expect(() => settingsOf(variables)).toThrow(Mistake);
    expect(() => settingsOf(variables)).toThrow(sentence);
  });

  it("refuse a second issuer that calls itself local", () => {
    expect(() => settingsOf({}, { ...local, issuer: ["https://evil.example"] })).toThrow(/same id/);
  });
});
