import type { Server } from "node:http";
import { type Clients, createClients } from "../shared/aws/clients.ts";
import { cloudWatchAuditLog } from "../shared/aws/cloudwatch-audit-log.ts";
import { eventBridgeBus } from "../shared/aws/event-bridge-bus.ts";
import { sesMailSender } from "../shared/aws/ses-mail-sender.ts";
import { messageFeedback } from "../shared/aws/sms-sender.ts";
import { composeServices } from "../shared/runtime/compose.ts";
import { counts } from "../shared/runtime/outbound.ts";
import { type AllServices, type Outbound, systemClock, type Telemetry } from "../shared/runtime/services.ts";
import type { Clock, Random } from "../shared/ports/clock.ts";
import type { TrustedIssuer } from "../shared/settings/issuer.ts";
import { type Answered, startHttpServer, underOwnNames, withCors } from "./http-server.ts";
import { assertionCheck } from "./demo-sessions.ts";
import { demoRoutes } from "./demo-routes.ts";
import { holdDirectory } from "./directory-lock.ts";
import { type EngineName, engineAccess } from "./dynamodb-engine.ts";
import { type AwsService, smsSenderOf, startEmulatedAws } from "./emulated-aws.ts";
import type { AuditLine } from "./cloudwatch-logs.ts";
import type { BusEvent } from "./event-bridge.ts";
import { eventPipeline, replayLostEvents } from "./event-pipeline.ts";
import { serve as serveReminders } from "../functions/scheduled/remind-of-recoveries.ts";
import { lambdaContext, loadFunctions } from "./functions.ts";
import { gateway } from "./gateway.ts";
import { letTimePass, MovedClock } from "./moved-clock.ts";
import { localRoutes } from "./local-routes.ts";
import { localSettings } from "./environment.ts";
import { type PageBuilds, pageBuilds, servePages } from "./pages.ts";
import { announce, startTableRelay } from "./operators.ts";
import { createProveIssuer, createSignIn } from "./sign-in.ts";
import type { Mailbox, SentMail, Outbox, SentSms } from "./sent-messages.ts";
import { captureWrites } from "./stream.ts";
import { expectOwnDataKeys, expectTable } from "./table-check.ts";

export interface LocalOptions {
  /** 0, the default: any free one. */
  readonly port?: number;
  /** Where the state is kept; null, the default: nowhere. */
  readonly directory?: string | null;
  readonly engine?: EngineName;
  readonly external?: readonly AwsService[];
  /** Makes the table of an external DynamoDB if it is not there. */
  readonly createTable?: boolean;
  /** Trusted besides the local sign-in, which stays the first. */
  readonly issuers?: readonly TrustedIssuer[];
  /** Settings of shared/settings/settings.ts, by variable. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Between two tries of an SMS. */
  readonly wait?: (millis: number) => Promise<unknown>;
  readonly telemetry?: Telemetry & Pick<Outbound, "metrics">;
  /** Puts something between the service and AWS, for example faults. The servers are those of the emulated AWS in this process. */
  readonly wrapClients?: (clients: Clients, servers: readonly Server[]) => Clients;
  readonly onSms?: (sms: SentSms) => void;
  readonly onMail?: (mail: SentMail) => void;
  readonly onAnswered?: (answered: Answered) => void;
  /** Once for each origin that a browser asks for and that may not call. */
  readonly onOriginRefused?: (origin: string) => void;
  /** Pages built for several services at once; whoever brings them stops them. */
  readonly pages?: PageBuilds;
  /** Tells this account's operator commands (`--local`) where it is. */
  readonly announces?: boolean;
  /** A function or a consumer failed, and no caller can know. */
  readonly onTrouble?: (sentence: string) => void;
}

export interface LocalService {
  readonly url: string;
  readonly services: AllServices;
  readonly outbox: Outbox;
  readonly mailbox: Mailbox;
  /** Events that reached the bus, newest first. */
  readonly events: readonly BusEvent[];
  /** Lines of the audit log, newest first. */
  readonly audited: readonly AuditLine[];
  /** Resolves once every write so far has gone through the stream. */
  readonly drained: () => Promise<void>;
  /** Builds the pages before anybody asks for them. */
  readonly preparePages: () => Promise<void>;
  stop(): Promise<void>;
}

const disconnect = ({ documents, ...others }: Clients): void => {
  for (const client of [documents, ...Object.values(others)]) client.destroy();
};

/** The whole service on one port of this machine. Several can run in one process. */
export async function startLocalService(options: LocalOptions = {}): Promise<LocalService> {
  const clock = new MovedClock(options.clock ?? systemClock);
  const { directory = null, engine = "dynalite", external = [], onTrouble = console.error } = options;
  /** In this order: no more requests, then what they left to do, then what that needs. */
  const stops: (() => Promise<void> | void)[] = [];
  const release = directory === null ? null : await holdDirectory(directory);
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0)) await one();
    await release?.();
  };

  try {
    const http = await startHttpServer({ port: options.port ?? 0, ...pick(options, "onAnswered") });
    stops.push(() => http.stop());
    const signIn = await createSignIn({ url: http.url, clock });
    const given = options.issuers ?? [];
    const prove = given.some(({ id }) => id === "prove") ? null : await createProveIssuer(http.url);
    const settings = localSettings({
      url: http.url,
      issuers: [signIn.issuer, ...given, ...(prove === null ? [] : [prove.issuer])],
      variables: options.variables ?? {},
    });

    const pipeline = eventPipeline({ onTrouble });
    stops.push(() => pipeline.drained());
    const aws = await startEmulatedAws({
      settings,
      clock,
      directory,
      engine,
      external,
      onEvent: pipeline.onEvent,
      onAudited: pipeline.onAudited,
      onDelivery: pipeline.onDelivery,
      ...pick(options, "onSms", "onMail"),
    });
    stops.push(() => aws.stop());
    // A caller that brings clients of its own, and names no endpoint, knows their table.
    const knowsTable = options.wrapClients !== undefined && aws.addresses.dynamodb === undefined;
    if (external.includes("dynamodb") && !knowsTable)
      await expectTable(aws.addresses.dynamodb, { name: settings.tableName, create: options.createTable ?? false });
    const plainClients = createClients(aws.addresses);
    stops.push(() => disconnect(plainClients));
    if (!knowsTable) await expectOwnDataKeys(plainClients, settings);
    const clients = options.wrapClients?.(plainClients, aws.servers) ?? plainClients;
    const writes = captureWrites(plainClients.documents, {
      tableName: settings.tableName,
      region: engineAccess.region,
      onRecord: pipeline.onRecord,
    });

    const outbound = {
      metrics: (options.telemetry ?? counts(settings)).metrics,
      sms: smsSenderOf(clients, settings, options.wait),
      feedback: messageFeedback(clients.smsVoice),
      bus: eventBridgeBus(clients.eventBridge, settings.eventBusName),
      audit: cloudWatchAuditLog(clients.cloudWatchLogs, { ...settings, clock }),
      ...(settings.mailFrom !== undefined && { mail: sesMailSender(clients.sesv2, settings.mailFrom) }),
    };
    const services = {
      ...composeServices({ settings, clients, clock, ...pick(options, "random", "telemetry") }),
      ...outbound,
    };
    pipeline.consumeWith(services);
    if (directory !== null && !external.includes("dynamodb"))
      await replayLostEvents(plainClients.documents, { tableName: settings.tableName, clock }, writes.replay);

    const remind = serveReminders(services);
    const work = async (): Promise<void> => {
      await pipeline.drained();
      await remind({}, lambdaContext("scheduled/remind-of-recoveries"));
      await pipeline.drained();
    };
    const local = localRoutes({
      signIn,
      outbox: aws.outbox,
      mailbox: aws.mailbox,
      events: pipeline.events,
      letTimePass: async (bySeconds) => {
        await letTimePass(clock, bySeconds, { reminders: services.reminders, work });
        return clock.now();
      },
    });
    const builds = options.pages ?? pageBuilds();
    if (options.pages === undefined) stops.unshift(...Object.values(builds).map((build) => () => build.stop()));
    const pages = servePages(builds);
    const demo = demoRoutes({
      url: http.url,
      signIn,
      checkAssertion: assertionCheck({
        serviceUrl: http.url,
        serviceIssuer: settings.serviceIssuer,
        clock,
        firstFactorOf: async (email) => (await signIn.restate(email, clock.now()))?.token ?? null,
      }),
      clock,
    });
    const deployed = gateway({
      functions: await loadFunctions(services),
      clock,
      onFailure: (name, error) => onTrouble(`${name} failed: ${error instanceof Error ? error.name : typeof error}`),
    });
    http.serve(
      underOwnNames(
        [new URL(settings.serviceIssuer).host],
        withCors(
          settings.corsOrigins,
          async (request) =>
            (await demo(request)) ?? (await local(request)) ?? (await pages(request)) ?? deployed(request),
          options.onOriginRefused,
        ),
      ),
    );
    if (options.announces === true) {
      const { recordImages } = writes;
      const { tableName } = settings;
      const relay = aws.engine === null ? null : await startTableRelay({ engine: aws.engine, tableName, recordImages });
      if (relay !== null) stops.unshift(() => relay.stop());
      const { kmsKeyId: keyArn, eventBusName, trustedIssuers, smsCountries } = settings;
      const withdraw = await announce({
        url: http.url,
        region: engineAccess.region,
        tableName,
        keyArn,
        eventBusName,
        auditLogGroupName: settings.auditLogGroup,
        ...(relay !== null && { dynamodb: relay.url }),
        ...(!external.includes("kms") && { kms: aws.url }),
        aws: aws.url,
        trustedIssuers: [...trustedIssuers],
        smsCountries: [...smsCountries],
        lends: { operator: signIn.lent, prove: prove?.lent ?? null },
      });
      stops.unshift(withdraw);
    }
    return {
      url: http.url,
      services,
      outbox: aws.outbox,
      mailbox: aws.mailbox,
      events: pipeline.events,
      audited: pipeline.audited,
      drained: pipeline.drained,
      preparePages: async () => void (await builds["/"].fresh()),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The options of these names that were given; one that was not stays absent. */
function pick<K extends keyof LocalOptions>(options: LocalOptions, ...names: readonly K[]): Pick<LocalOptions, K> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => names.some((one) => one === name))) as Pick<
    LocalOptions,
    K
  >;
}
