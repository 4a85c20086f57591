import type { Clock, Random } from "../ports/clock.ts";
import type { EventBus, MailSender, SmsSender } from "../ports/outbound.ts";
import type {
  AccountStore,
  ActivityStore,
  ChallengeStore,
  LimitStore,
  NoticeStore,
  PolicyStore,
} from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import type { Settings } from "../settings/settings.ts";
import type { Telemetry } from "./telemetry.ts";
import type { Tokens } from "../identity/caller.ts";

/** What the steps work with. Built once per process; tests and the local run pass their own. */
export interface Services {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly accounts: AccountStore;
  readonly challenges: ChallengeStore;
  readonly limits: LimitStore;
  readonly policies: PolicyStore;
  readonly activity: ActivityStore;
  readonly notices: NoticeStore;
  readonly vault: Vault;
  readonly sms: SmsSender;
  readonly bus: EventBus;
  readonly mail: MailSender;
  readonly tokens: Tokens;
  readonly telemetry: Telemetry;
}

/** Ways out of the service that only some functions have, so that no other function's bundle carries their clients. */
export type Outlets = Partial<Pick<Services, "sms" | "bus" | "mail"> & Pick<Telemetry, "metrics">>;
export type OutletsOf = (settings: Settings) => Outlets;
