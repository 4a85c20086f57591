import type { Server } from "node:http";
import { join } from "node:path";
import type { Addresses, Clients } from "../shared/aws/clients.ts";
import { endUserMessagingSender, notifySender, snsSmsSender, type Wait } from "../shared/aws/sms-sender.ts";
import type { SmsSender } from "../shared/ports/outbound.ts";
import type { Clock } from "../shared/ports/clock.ts";
import { auditStream } from "../shared/ports/outbound.ts";
import type { Settings } from "../shared/settings/settings.ts";
import { startAwsEndpoint } from "./aws-endpoint.ts";
import { type Engine, type EngineName, engineAccess, startEngine } from "./dynamodb-engine.ts";
import { type AuditLine, createLogs } from "./cloudwatch-logs.ts";
import { type BusEvent, createEventBridge } from "./event-bridge.ts";
import { createKms, loadMasterKey } from "./kms.ts";
import { Mistake } from "../client/command-line/command-line.ts";
import { createSes, type Mailbox, type SentMail, createPhones, type Outbox, type SentSms } from "./sent-messages.ts";

export const awsServices = [
  "dynamodb",
  "kms",
  "sns",
  "eventBridge",
  "sesv2",
  "cloudWatchLogs",
  "smsVoice",
] as const satisfies readonly (keyof Addresses)[];
export type AwsService = (typeof awsServices)[number];

export interface EmulatedAws {
  /** Where the emulated services are; the others are left to the SDK's own variables. */
  readonly addresses: Addresses;
  readonly outbox: Outbox;
  readonly mailbox: Mailbox;
  /** Where the table's own engine is; null: the table is elsewhere. */
  readonly engine: string | null;
  /** Where the services besides the table are. */
  readonly url: string;
  /** Servers of this process that answer at these addresses. */
  readonly servers: readonly Server[];
  stop(): Promise<void>;
}

/** The AWS services that Countersign needs, on this machine. State is kept in `directory`, or nowhere if that is null. */
export async function startEmulatedAws(deps: {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly directory: string | null;
  readonly engine: EngineName;
  readonly external: readonly AwsService[];
  readonly onSms?: (sms: SentSms) => void;
  readonly onMail?: (mail: SentMail) => void;
  readonly onEvent: (event: BusEvent) => void;
  readonly onAudited?: (line: AuditLine) => void;
  /** The provider's word on a message, on the account's default bus. */
  readonly onDelivery?: (event: BusEvent) => void;
}): Promise<EmulatedAws> {
  const { settings, clock, directory, external } = deps;
  const phones = createPhones({ ...deps, region: engineAccess.region });
  const ses = createSes(deps);
  const masterKey = await loadMasterKey(directory);
  const engine = external.includes("dynamodb") ? null : await startTable(deps);
  const endpoint = await startAwsEndpoint({
    json: {
      ...createKms({ masterKey, keyId: settings.kmsKeyId }),
      ...createLogs({
        logGroup: settings.auditLogGroup,
        logStream: auditStream,
        onLine: deps.onAudited ?? (() => {}),
      }),
      ...phones.json,
      ...createEventBridge({
        clock,
        busName: settings.eventBusName,
        region: engineAccess.region,
        deliver: deps.onEvent,
      }),
    },
    query: phones.query,
    rest: ses.operations,
  });

  const here = (url: string) => ({ endpoint: url, ...engineAccess });
  const all: Addresses = {
    ...(engine === null ? {} : { dynamodb: here(engine.endpoint) }),
    kms: here(endpoint.url),
    sns: here(endpoint.url),
    eventBridge: here(endpoint.url),
    sesv2: here(endpoint.url),
    cloudWatchLogs: here(endpoint.url),
    smsVoice: here(endpoint.url),
  };
  return {
    addresses: Object.fromEntries(Object.entries(all).filter(([service]) => !external.some((one) => one === service))),
    outbox: phones.outbox,
    mailbox: ses.mailbox,
    engine: engine?.endpoint ?? null,
    url: endpoint.url,
    servers: [endpoint.server, ...(engine?.server ? [engine.server] : [])],
    async stop() {
      await endpoint.stop();
      await engine?.stop();
    },
  };
}

/** The sender of codes that the settings choose. */
export function smsSenderOf({ sns, smsVoice }: Clients, settings: Settings, wait?: Wait): SmsSender {
  switch (settings.smsProvider) {
    case "sns":
      return snsSmsSender(sns, settings, wait);
    case "end-user-messaging":
      return endUserMessagingSender(smsVoice, settings, wait);
    case "notify":
      return notifySender(smsVoice, settings, wait);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The engine with the table in it; leaves nothing running if that fails. */
async function startTable(deps: {
  readonly settings: Settings;
  readonly directory: string | null;
  readonly engine: EngineName;
}): Promise<Engine> {
  const path = deps.directory === null ? null : join(deps.directory, deps.engine);
  const engine = await startEngine({ engine: deps.engine, path }).catch((error: unknown) => {
    throw new Mistake(`${deps.engine} did not start. ${messageOf(error)}`);
  });
  try {
    await engine.createTable(deps.settings.tableName);
    return engine;
  } catch (error) {
    await engine.stop();
    throw new Mistake(`TABLE_NAME: the table could not be made. ${messageOf(error)}`);
  }
}
