import { type Clients, documentClient, kmsClient } from "../aws/clients.ts";
import { dataKeys, vault as vaultOver } from "../aws/vault.ts";
import { accountStore, challengeStore, credentialStore } from "../aws/dynamodb/account-store.ts";
import { activityStore } from "../aws/dynamodb/activity-store.ts";
import { approvalStore } from "../aws/dynamodb/approval-store.ts";
import { dataKeyStore, oldestSealing, signingKeyStore } from "../aws/dynamodb/key-stores.ts";
import { limitStore, trafficStore } from "../aws/dynamodb/counter-stores.ts";
import { noticeStore, reminderStore } from "../aws/dynamodb/notice-store.ts";
import { policyStore } from "../aws/dynamodb/policy-store.ts";
import { environment } from "./environment.ts";
import { type Entry, entryOf, type Handler } from "./entry.ts";
import { type Services, systemClock, systemRandom, type Telemetry, telemetryOf } from "./services.ts";
import type { Clock, Random } from "../ports/clock.ts";
import { parseSettings, type Settings } from "../settings/settings.ts";
import { signingNow, statesOf } from "../identity/signing-keys.ts";
import { createTokens } from "../identity/tokens.ts";

interface Parts {
  readonly settings: Settings;
  readonly clients: Pick<Clients, "documents" | "kms">;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly telemetry?: Telemetry;
}

/** Puts the services together: from settings and clients to what the steps work with. */
export function composeServices({
  settings,
  clients,
  clock = systemClock,
  random = systemRandom,
  telemetry = telemetryOf(settings, clock),
}: Parts): Services {
  const table = { documents: clients.documents, name: settings.tableName };
  const [storedKeys, signing] = [dataKeyStore(table), signingKeyStore(table)];
  const vault = vaultOver(
    dataKeys({
      kms: clients.kms,
      kmsKeyId: settings.kmsKeyId,
      store: storedKeys,
      clock,
      cacheSeconds: settings.dataKeyCacheSeconds,
      days: settings.dataKeyDays,
    }),
  );
  return {
    settings,
    clock,
    random,
    telemetry,
    vault,
    accounts: accountStore(table),
    challenges: challengeStore(table),
    credentials: credentialStore(table),
    limits: limitStore(table),
    policies: policyStore(table, clock),
    traffic: trafficStore(table, clock),
    activity: activityStore(table, settings.activityDays),
    approvals: approvalStore(table),
    notices: noticeStore(table),
    reminders: reminderStore(table),
    tokens: createTokens({ settings, vault, signingKeys: signing }),
    keyRecords: {
      signing: async (now) => signingNow(now, statesOf(await signing.list())),
      oldestSealing: async (tenant) => oldestSealing(storedKeys, tenant),
      region: async () => clients.documents.config.region(),
    },
  };
}

/** The services of a Lambda function: made at its first call and kept. */
function composeFromEnvironment<O extends object>(outboundOf: (settings: Settings) => O): Services & O {
  const settings = parseSettings(environment());
  const clients = { documents: documentClient(), kms: kmsClient() };
  return { ...composeServices({ settings, clients }), ...outboundOf(settings) };
}

export const lambdaEntry = <E, R, O extends object>(
  serve: (services: Services & O) => Handler<E, R>,
  outboundOf: (settings: Settings) => O,
): Entry<E, R, O> => entryOf(serve, () => composeFromEnvironment(outboundOf));

/** For functions whose work leaves through the services of all. */
export const nothingOutbound = (): object => ({});
