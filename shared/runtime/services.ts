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
import type { Counts, Telemetry } from "./telemetry.ts";
import type { Tokens } from "../identity/caller.ts";

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
