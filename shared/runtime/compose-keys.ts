import { documentClient, kmsClient } from "../aws/clients.ts";
import { dataKeys, vault as vaultOver } from "../aws/vault.ts";
import { dataKeyStore, signingKeyStore } from "../aws/dynamodb/key-stores.ts";
import { signingKeys } from "../identity/signing-keys.ts";
import { type Services, systemClock, telemetryOf } from "./services.ts";
import { keySettings } from "./environment.ts";

/** For the function that publishes keys: no store but that of the keys, and nothing that reads a caller's token. */
export function composeKeys(): Pick<Services, "clock" | "telemetry" | "vault"> & {
  readonly settings: ReturnType<typeof keySettings>;
  readonly tokens: Pick<Services["tokens"], "jwks">;
} {
  const settings = keySettings();
  const table = { documents: documentClient(), name: settings.tableName };
  const { kmsKeyId, dataKeyCacheSeconds: cacheSeconds, dataKeyDays: days } = settings;
  const keys = { kms: kmsClient(), kmsKeyId, store: dataKeyStore(table), clock: systemClock, cacheSeconds, days };
  const vault = vaultOver(dataKeys(keys));
  const own = signingKeys(vault, signingKeyStore(table));
  const tokens: Pick<Services["tokens"], "jwks"> = { jwks: (now, makes = vault) => own.published(now, makes) };
  return { settings, clock: systemClock, telemetry: telemetryOf(settings, systemClock), vault, tokens };
}
