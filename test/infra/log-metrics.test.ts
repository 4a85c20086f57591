/** @module-tag processes */
import type { Metrics } from "@aws-lambda-powertools/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve as publishEvents } from "../../functions/events/publish-events.ts";
import { logEvent } from "../../operate/erase/erase-items.ts";
import { serve as rotateSigningKeys } from "../../functions/scheduled/rotate-signing-keys.ts";
import { lambdaContext } from "../../local/functions.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import { counts } from "../../shared/runtime/outbound.ts";
import { reportNotices } from "../../shared/notify/send-notice.ts";
import { countTraffic } from "../../shared/events/count-traffic.ts";
import { parseSettings } from "../../shared/settings/settings.ts";
import { Authenticator } from "../harness/authenticator.ts";
import { shopOrigin, withPasskeys } from "../harness/world.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { mailedLink } from "../harness/mailed-link.ts";
import { RunningService } from "../harness/running-service.ts";
import { valueAt, matchesFilter } from "./filter-pattern.ts";
import { resources, synthesized } from "./synthesized.ts";

const { service: template } = synthesized();
const filters = resources(template, "AWS::Logs::MetricFilter").map(([, { Properties }]) => {
  const [transformation] = Properties["MetricTransformations"];
  const dimensions: readonly { Key: string; Value: string }[] = transformation.Dimensions ?? [];
  return {
    name: String(transformation.MetricName),
    pattern: String(Properties["FilterPattern"]),
    logGroup: JSON.stringify(Properties["LogGroupName"]),
    dimensions,
  };
});

const lines: string[] = [];
const metrics: string[] = [];
const telemetry = telemetryInto({ log: (line) => lines.push(line), metric: (line) => metrics.push(line) }, "INFO");
const shop = new Issuer("shop", withPasskeys);
const service = new RunningService({
  issuers: [shop.settings],
  telemetry,
  variables: { SMS_PER_TENANT_DAY: "1", LOG_LEVEL: "INFO" },
});

/** Once every kind of thing that a filter counts. */
async function live(): Promise<void> {
  const acme = new Organisation(service, shop, "acme");
  const ada = acme.person("ada");
  await ada.hasTotp();
  await ada.hasSms("+41791234567");
  await ada.withAccess("PATCH", `/v1/factors/${ada.smsFactorId}`, { body: { preferred: true } });
  service.clock.forward(120);
  await ada.loginWithSms();
  service.clock.forward(120);
  await service.aws.failing(/^Publish/, "broken", () => ada.withPassword("POST", "/v1/login/sms", { body: {} }));
  await ada.withPassword("POST", "/v1/login/sms", { body: {} });
  await ada.withPassword("POST", "/v1/login/sms", { body: {} });
  await acme.setPolicy({ trustedDevices: { days: 30 } });
  const cleo = acme.person("cleo");
  await cleo.hasTotp();
  const stolen = await deviceTokenOf(cleo);
  let token = stolen;
  for (let nth = 0; nth < 2; nth++) token = String((await loginWith(cleo, token)).body["remembered"].token);
  await loginWith(cleo, stolen);
  for (let nth = 0; nth < 5; nth++) await ada.verify(ada.wrongTotpCode(nth));
  const copied = new Authenticator(shopOrigin);
  const ben = acme.person("ben");
  await ben.hasPasskey(copied);
  await ben.loginWithPasskey(copied);
  await ben.loginWithPasskey(copied, { signCount: 1 });
  await acme.asAdmin("POST", acme.userPath(ada, "reset"), { reason: "Lost" });
  const dora = acme.person("dora", { email: "dora@shop.example" });
  await dora.hasTotp();
  await dora.withAccess("DELETE", "/v1/factors");
  await service.call("POST", "/v1/freeze", { body: { token: await mailedLink(service, "dora@shop.example") } });
  await acme.setPolicy({ enforcement: "report" });
  await acme.person("nobody-yet").withPassword("POST", "/v1/login");
  await acme.setPolicy({ phoneRegistration: "pre-registered" });
  await acme.person("nobody-yet").withPassword("POST", "/v1/login");
  const poor = new Organisation(service, shop, "poor");
  await poor.setPolicy({ smsBudgetUsd: 1 });
  service.clock.forward(20);
  for (let nth = 0; nth < 25; nth++)
    await countTraffic(service.local.services, "poor", {
      id: `evt_${String(nth)}`,
      type: "sms.requested",
      at: service.clock.now(),
      actor: { role: "user", ref: "usr_1" },
      data: { country: "FR", range: "r1" },
    });
  const { settings, clock, random } = service.local.services;
  const logs = service.aws.clients.cloudWatchLogs;
  await logEvent(
    { logs, auditLogGroupName: settings.auditLogGroup, clock, random },
    { tenant: "acme", ref: null },
    { type: "factors.exported", data: { users: 2, encrypted: true } },
  );
  await service.local.drained();
}

beforeAll(async () => {
  await service.start();
  await live();
});
afterAll(async () => service.stop());

/** Lines of API Gateway: a call that no function saw, and one that a function refused. */
const accessLines = [
  { status: "429", functionMillis: "-" },
  { status: "429", functionMillis: "12" },
  { status: "200", functionMillis: "12" },
];

function linesOf(logGroup: string): readonly unknown[] {
  if (logGroup.includes("AuditLog")) return service.local.audited.map(({ message }): unknown => JSON.parse(message));
  return logGroup.includes("AccessLog") ? accessLines : lines.map((line): unknown => JSON.parse(line));
}

/** Data of the metric: its dimensions for each line that it counts. */
const counted = (name: string) =>
  filters
    .filter((filter) => filter.name === name)
    .flatMap(({ pattern, logGroup, dimensions }) => {
      const written = linesOf(logGroup);
      return written
        .filter((line) => matchesFilter(pattern, line))
        .map((line) => Object.fromEntries(dimensions.map(({ Key, Value }) => [Key, valueAt(line, Value)])));
    });

describe("a metric of the logs counts what really is in them:", () => {
  it("answers, by step and outcome", () => {
    expect(counted("Answers")).toContainEqual({ Step: "verify", Outcome: "invalid_code" });
    expect(counted("Answers")).toContainEqual({ Step: "verify", Outcome: "sms" });
    expect(counted("Answers")).toContainEqual({ Step: "login", Outcome: "challenge" });
  });

  it("logins that a policy in report mode would have sent to a set-up, or shut out", () => {
    expect(counted("RehearsalEnroll")).toHaveLength(1);
    expect(counted("RehearsalShutOut")).toHaveLength(1);
  });

  it("SMS, by country", () => {
    expect(counted("SmsRequested")).toEqual(Array.from({ length: 4 }, () => ({ Country: "CH" })));
    expect(counted("SmsRedeemed")).toEqual([{ Country: "CH" }, { Country: "CH" }]);
    expect(counted("AllSmsRequested")).toHaveLength(4);
    expect(counted("AllSmsRedeemed")).toHaveLength(2);
    expect(counted("SmsFailed")).toHaveLength(1);
  });

  it("every event, by type; locks and resets", () => {
    const types = new Set(service.local.events.map(({ "detail-type": type }) => type));
    expect(new Set(counted("Events").map(({ Type }) => Type))).toEqual(new Set([...types, "factors.exported"]));
    expect(types.size).toBeGreaterThan(6);
    expect(counted("Locks").length).toBeGreaterThan(0);
    expect(counted("Resets")).toHaveLength(1);
    expect(counted("PasskeyCountersFell")).toHaveLength(1);
    expect(counted("StaleDevices")).toHaveLength(1);
    expect(counted("AccountsFrozen")).toHaveLength(1);
    expect(counted("FactorExports")).toHaveLength(1);
    expect(counted("SmsPaused")).toHaveLength(1);
    expect(counted("SmsBudgetsHalfSpent")).toHaveLength(1);
  });

  it("calls that the gateway turned away, SMS that a limit refused, and tenants above their day", () => {
    expect(counted("TurnedAway")).toHaveLength(1);
    // One filter for each function that sends.
    expect(new Set(counted("SmsLimited").map((one) => JSON.stringify(one)))).toEqual(new Set(["{}"]));
    expect(counted("SmsBudgetsExceeded").length).toBeGreaterThan(0);
  });

  it("no filter counts nothing, and none has more than three dimensions", () => {
    expect(filters.filter(({ name }) => counted(name).length === 0)).toEqual([]);
    expect(filters.filter(({ dimensions }) => dimensions.length > 3)).toEqual([]);
  });
});

describe("a metric that an alarm takes from a function", () => {
  const ours = resources(template, "AWS::CloudWatch::Alarm").flatMap(([, { Properties }]) => {
    const inFormula = (Properties["Metrics"] ?? []).flatMap(
      ({ MetricStat }: { MetricStat?: { Metric: object } }) => MetricStat?.Metric ?? [],
    );
    return [Properties, ...inFormula].filter(({ Namespace }) => Namespace === "Countersign");
  });

  it("is one that the functions report", async () => {
    const since = metrics.length;
    reportNotices(telemetry, { outcomes: ["refused", "no_contact"], left: ["1"] });
    const { services } = service.local;
    const unreadable = { dynamodb: { SequenceNumber: "1", NewImage: { e: { S: "?" } } } };
    await publishEvents(services)({ Records: [unreadable] }, lambdaContext("events/publish-events"));
    await rotateSigningKeys(services)({}, lambdaContext("scheduled/rotate-signing-keys"));
    const reported = metrics.slice(since).flatMap((line) => Object.keys(JSON.parse(line)));
    const looked = ours.map(({ MetricName }) => String(MetricName));
    expect(looked.toSorted()).toEqual([
      "EventsNotPublished",
      "NoticesLeft",
      "NoticesRefused",
      "NoticesWithoutContact",
      "SigningKeysPublished",
    ]);
    expect(looked.filter((name) => !reported.includes(name))).toEqual([]);
  });

  it("is named and kept apart from other stages as a deployed function writes it", () => {
    const variables = {
      TABLE_NAME: "table",
      KMS_KEY_ID: "key",
      EVENT_BUS_NAME: "countersign-prod",
      AUDIT_LOG_GROUP: "audit",
      SERVICE_ISSUER: "https://2fa.example",
      TRUSTED_ISSUERS: JSON.stringify([shop.settings]),
    };
    const real = counts(parseSettings(variables)).metrics as Metrics;
    for (const one of [real, real.singleMetric()]) {
      const { _aws, service: name } = JSON.parse(JSON.stringify(one.addMetric("Any", "Count", 1).serializeMetrics()));
      expect(_aws.CloudWatchMetrics).toMatchObject([{ Namespace: "Countersign", Dimensions: [["service"]] }]);
      expect(name).toBe("countersign-prod");
      one.clearMetrics();
    }
    for (const { Dimensions } of ours)
      for (const [, { Properties }] of resources(template, "AWS::Lambda::Function"))
        expect(Dimensions).toEqual([{ Name: "service", Value: Properties["Environment"].Variables.EVENT_BUS_NAME }]);
  });
});
