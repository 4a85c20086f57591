import { Stack, type StackProps, Stage as Assembly } from "aws-cdk-lib";
import type { Alarm } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Code } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { routes } from "../shared/contract/routes.ts";
import { auditStreamArn } from "./logs.ts";
import { Edge, originSecret, useOwnBehaviour } from "./edge.ts";
import { functionCode } from "./bundles.ts";
import { addOutputs, type DataStack, servedTable } from "./data-stack.ts";
import { environmentOf, type FunctionContext, routeFunctions, ServiceFunction } from "./service-function.ts";
import { EventPipeline } from "./event-pipeline.ts";
import { DailyBackups } from "./backup.ts";
import { busName, deployedWith, type serviceOutputs } from "./outputs.ts";
import { permissionsOf, putEvents, recordActivities, writeAuditLines } from "./permissions.ts";
import { type ServiceAddress, ServiceApi } from "./service-api.ts";
import { Monitoring } from "./monitoring/monitoring.ts";
import type { WatchedConsumer } from "./monitoring/watching.ts";
import type { OwnResources } from "./props.ts";
import type { Stage } from "./settings.ts";
import { FunctionSchedule } from "./function-schedule.ts";
import { SmsConsumers } from "./sms-consumers.ts";
import { UserNotices } from "./user-notices.ts";

/** Stands in the template of a stack that is not deployed now. */
const unbundled = (): Code => Code.fromInline("export {};");

/** Everything without state: it can be deployed again at any time. */
export class ServiceStack extends Stack {
  readonly table: ITable;
  readonly bus: EventBus;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, stage: Stage, data: DataStack, own: OwnResources, props: StackProps) {
    super(scope, id, props);
    useOwnBehaviour(this);
    const { tableKey, vaultKey, auditLog, address } = data;
    const table = servedTable(this, stage, data);
    const resources = {
      tableArn: table.tableArn,
      vaultKeyArn: vaultKey.keyArn,
      mailFrom: stage.mailFrom,
      sms: stage,
    };
    const bus = new EventBus(this, "Bus", { eventBusName: busName(stage.name) });
    this.table = table;
    this.bus = bus;
    const gateway = new ServiceApi(this, "Gateway", { stage, address, logKey: data.logKey });
    const edge = this.edge(stage, address);
    const context: FunctionContext = {
      stage,
      environment: environmentOf(stage, {
        tableName: table.tableName,
        kmsKeyId: vaultKey.keyArn,
        eventBusName: bus.eventBusName,
        auditLogGroup: auditLog.logGroupName,
        serviceIssuer: address.url,
        ...(edge && { originSecret: edge.secret.secretValue.unsafeUnwrap() }),
      }),
      // The CDK asks for no bundles where it only lists or compares other stacks.
      codeOf: this.bundlingRequired ? functionCode(outputOf(this), stage.smsProvider) : unbundled,
    };

    const steps = routeFunctions(this, context, resources);
    const notFound = new ServiceFunction(this, context, {
      name: "not-found",
      description: "Answers calls that match no route",
      permissions: [],
    });
    gateway.connect(steps, notFound);

    const publishEvents = new ServiceFunction(this, context, {
      name: "events/publish-events",
      description:
        "Writes the events of the table's stream to the activity and the audit log, and puts them on the bus",
      permissions: [recordActivities(resources), writeAuditLines(auditStreamArn(auditLog)), putEvents(bus.eventBusArn)],
    });
    const pipeline = new EventPipeline(this, "Events", {
      bus,
      table,
      publishEvents,
      parallelizationFactor: stage.parallelizationFactor,
    });

    const smsConsumers = new SmsConsumers(this, "Sms", { context, bus, resources });

    const rotateSigningKeys = new ServiceFunction(this, context, {
      name: "scheduled/rotate-signing-keys",
      description: "Creates the signing keys before they are needed",
      permissions: permissionsOf(routes.jwks, resources),
    });
    const schedule = new FunctionSchedule(this, "SigningKeySchedule", {
      target: rotateSigningKeys,
      every: "1 day",
      description: "Countersign: creates the next signing keys",
    });

    if (stage.backup && data.backups)
      new DailyBackups(this, "DailyBackups", { table, vault: data.backups, plan: stage.backup });

    const { mailFrom } = stage;
    const notices =
      mailFrom === undefined ? null : new UserNotices(this, "Notices", { context, table, resources, mailFrom });

    const consumers: readonly WatchedConsumer[] = [
      { ...watched(publishEvents), reads: "stream" },
      ...smsConsumers.functions.map((one) => ({ ...watched(one), reads: "bus" }) as const),
      { ...watched(rotateSigningKeys), reads: "daily" },
      ...(notices
        ? [
            { ...watched(notices.notifyUser), reads: "stream" } as const,
            { ...watched(notices.remind), reads: "hourly" } as const,
          ]
        : []),
    ];
    const { dashboardName, alarms } = new Monitoring(this, "Monitoring", {
      stage: stage.name,
      alarmEmail: stage.alarmEmail,
      alarmTopic: own.alarmTopic,
      monthlySmsBudgetUsd: stage.monthlySmsBudgetUsd,
      sendsMail: notices !== null,
      api: address.api,
      table,
      keys: [tableKey, vaultKey, data.logKey].filter((key) => key !== undefined),
      bus,
      steps: [...Object.values(steps), notFound].map(watched),
      consumers,
      auditLog,
      accessLog: gateway.accessLog,
      failures: {
        ...pipeline.failures,
        ...smsConsumers.failures,
        rotateSigningKeys: schedule.failures,
        ...(notices && { notifyUser: notices.failures, remindOfRecoveries: notices.remindFailures }),
      },
    });
    this.alarms = alarms;
    addOutputs<(typeof serviceOutputs)[number]>(this, {
      Url: address.url,
      TableName: table.tableName,
      EventBusName: bus.eventBusName,
      DashboardUrl: `https://${this.region}.${consoleOf(this.region)}/cloudwatch/home?region=${this.region}#dashboards/dashboard/${dashboardName}`,
      Settings: this.toJsonString(deployedWith(stage, edge?.target ?? address.domain?.regionalDomainName ?? null)),
    });
  }

  private edge(stage: Stage, { api }: ServiceAddress) {
    if (stage.edge === undefined || stage.domain === undefined) return null;
    const secret = originSecret(this, `OriginSecret${String(stage.edge.secretGeneration)}`);
    return { secret, target: new Edge(this, "Edge", { stage, domain: stage.domain, api, secret }).target };
  }
}

/** The console has a host of its own in each partition. */
const consoleOf = (region: string): string => {
  if (region.startsWith("cn-")) return "console.amazonaws.cn";
  return region.startsWith("eusc-") ? "console.amazonaws-eusc.eu" : "console.aws.amazon.com";
};

const watched = (one: ServiceFunction) => ({ name: one.step, lambda: one, logs: one.logGroup });

const outputOf = (stack: Stack): string => {
  const outdir = Assembly.of(stack)?.outdir;
  if (outdir === undefined) throw new Error("The stack belongs to no app");
  return outdir;
};
