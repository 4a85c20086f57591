import type { Clock, Random } from "../ports/clock.ts";
import type { AuditLog, EventBus, MailSender, MessageFeedback, SmsSender } from "../ports/outbound.ts";
import type { NoticeStore, ReminderStore } from "../ports/notices.ts";
import type {
  AccountStore,
  ActivityStore,
  ApprovalStore,
  ChallengeStore,
  CredentialStore,
  LimitStore,
  PolicyStore,
  TrafficStore,
} from "../ports/stores.ts";
import type { KeyRecords, Vault } from "../ports/vault.ts";
import type { Settings } from "../settings/settings.ts";
import type { Tokens } from "../identity/caller.ts";
import { randomBytes, randomInt } from "node:crypto";
import type { Metrics } from "@aws-lambda-powertools/metrics";
import { isoTime } from "../account/instant.ts";

/** Metrics that no log line of an answer tells: only functions that count such have it (outbound/metrics.ts). */
export type Counts = Pick<Metrics, "addMetric" | "publishStoredMetrics" | "singleMetric">;

type Fields = Readonly<Record<string, unknown>>;
const levels = ["DEBUG", "INFO", "WARN", "ERROR", "SILENT"] as const satisfies readonly Settings["logLevel"][];

/** One line of JSON for each call. An error among the fields loses its message and stack: both may quote values. */
export interface Logger {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

export interface Telemetry {
  readonly logger: Logger;
}

/**
 * Lambda's log group says which function and version wrote a line, so that the line does not. `level` and `timestamp` are the names by
 * which Lambda knows them.
 */
export function jsonLogger({
  level: least,
  clock,
  write,
}: {
  readonly level: Settings["logLevel"];
  readonly clock: Clock;
  readonly write: (line: string) => void;
}): Logger {
  const at =
    (level: Exclude<Settings["logLevel"], "SILENT">) =>
    (message: string, fields: Fields = {}): void => {
      if (levels.indexOf(level) < levels.indexOf(least)) return;
      write(JSON.stringify({ level, message, timestamp: isoTime(clock.now()), ...fields }, withoutContent));
    };
  return { info: at("INFO"), warn: at("WARN"), error: at("ERROR") };
}

export const telemetryOf = ({ logLevel: level }: Pick<Settings, "logLevel">, clock: Clock): Telemetry => ({
  logger: jsonLogger({ level, clock, write: (line) => void process.stdout.write(`${line}\n`) }),
});

const withoutContent = (_name: string, value: unknown): unknown =>
  value instanceof Error ? { name: value.name } : value;

/** The services of every step. Built once per process; tests and the local run pass their own. */
export interface Services {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly accounts: AccountStore;
  readonly challenges: ChallengeStore;
  readonly credentials: CredentialStore;
  readonly limits: LimitStore;
  readonly policies: PolicyStore;
  readonly traffic: TrafficStore;
  readonly activity: ActivityStore;
  readonly approvals: ApprovalStore;
  readonly notices: NoticeStore;
  readonly reminders: ReminderStore;
  readonly vault: Vault;
  readonly tokens: Tokens;
  readonly keyRecords: KeyRecords;
  readonly telemetry: Telemetry;
}

/** Outbound adapters that only some functions need; kept apart so that other bundles do not include their SDK clients. */
export interface Outbound {
  readonly sms: SmsSender;
  readonly bus: EventBus;
  readonly audit: AuditLog;
  /** For the providers that learn from it. */
  readonly feedback: MessageFeedback;
  /** Absent: the deployment sends no e-mail. */
  readonly mail?: MailSender;
  readonly metrics: Counts;
}

/** Makes the adapters named `K` from the settings. */
export type OutboundOf<K extends keyof Outbound> = (settings: Settings) => Pick<Outbound, K>;

/** The services of a process that runs every function. */
export type AllServices = Services & Outbound;

/** The machine's clock and its CSPRNG: the only ones outside tests. */
export const systemClock: Clock = { now: () => Date.now() };

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  below: (below) => randomInt(below),
};

const idBytes = 16;

/** A prefix that tells what it names, and 128 random bits (OWASP ASVS 5.0, 11.5.1). */
export const newId = <P extends "apr" | "chl" | "evt" | "fac">(prefix: P, random: Random): `${P}_${string}` =>
  `${prefix}_${Buffer.from(random.bytes(idBytes)).toString("base64url")}`;
