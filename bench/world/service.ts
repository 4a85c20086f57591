import { engineAccess } from "../../local/dynamodb-engine.ts";
import { type EmulatedAws, smsSenderOf, startEmulatedAws } from "../../local/emulated-aws.ts";
import type { EventPipeline } from "../../local/event-pipeline.ts";
import { localSettings } from "../../local/environment.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import { type Clients, createClients } from "../../shared/aws/clients.ts";
import { cloudWatchAuditLog } from "../../shared/aws/cloudwatch-audit-log.ts";
import { eventBridgeBus } from "../../shared/aws/event-bridge-bus.ts";
import { sesMailSender } from "../../shared/aws/ses-mail-sender.ts";
import { messageFeedback } from "../../shared/aws/sms-sender.ts";
import { composeServices } from "../../shared/runtime/compose.ts";
import type { AllServices } from "../../shared/runtime/services.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import { StepClock } from "./clock.ts";
import { tables } from "./engine.ts";
import { createIssuer, type Issuer } from "./issuer.ts";

export interface BenchService {
  readonly settings: Settings;
  readonly clock: StepClock;
  readonly issuer: Issuer;
  readonly outbox: EmulatedAws["outbox"];
  /** Bytes of log and metric lines so far. They are made as in a function, and dropped. */
  readonly logged: () => number;
  /** Clients of its own for whoever counts calls. */
  clients(): Clients;
  /** AllServices with empty caches, as a new process has them. */
  compose(clients: Clients): AllServices;
  stop(): Promise<void>;
}

/** Starts the service in this process, on an engine that is already running. */
export async function startBenchService(
  endpoint: string,
  { onEvent, onAudited }: Pick<EventPipeline, "onEvent" | "onAudited"> = { onEvent: () => {}, onAudited: () => {} },
): Promise<BenchService> {
  const clock = new StepClock();
  const issuer = await createIssuer();
  const settings = localSettings({
    url: "https://second-factor.example.com",
    issuers: [issuer.trusted],
    variables: { TABLE_NAME: tables.service },
  });
  const aws = await startEmulatedAws({
    settings,
    clock,
    directory: null,
    engine: "dynalite",
    external: ["dynamodb"],
    onEvent,
    onAudited,
  });
  const made: Clients[] = [];
  let logged = 0;
  const count = (line: string): void => void (logged += Buffer.byteLength(line) + 1);
  return {
    settings,
    clock,
    issuer,
    outbox: aws.outbox,
    logged: () => logged,
    clients() {
      const clients = createClients({ ...aws.addresses, dynamodb: { endpoint, ...engineAccess } });
      made.push(clients);
      return clients;
    },
    compose: (clients) => {
      const { logger, metrics } = telemetryInto({ log: count, metric: count }, settings.logLevel);
      return {
        ...composeServices({ settings, clients, clock, telemetry: { logger } }),
        metrics,
        sms: smsSenderOf(clients, settings),
        feedback: messageFeedback(clients.smsVoice),
        bus: eventBridgeBus(clients.eventBridge, settings.eventBusName),
        audit: cloudWatchAuditLog(clients.cloudWatchLogs, { ...settings, clock }),
        ...(settings.mailFrom !== undefined && { mail: sesMailSender(clients.sesv2, settings.mailFrom) }),
      };
    },
    stop: async () => {
      for (const { documents, ...others } of made)
        for (const client of [documents, ...Object.values(others)]) client.destroy();
      await aws.stop();
    },
  };
}
