import { parseSettings, type Settings, type TrustedIssuer } from "../shared/settings/settings.ts";
import { Mistake } from "./mistake.ts";

const defaults = {
  TABLE_NAME: "countersign",
  KMS_KEY_ID: "arn:aws:kms:local:000000000000:key/countersign",
  EVENT_BUS_NAME: "countersign",
  SMS_COUNTRIES: "*",
  MAIL_FROM: "no-reply@countersign.example",
};

/** The settings of a local run: its own defaults, then what was given. */
export function localSettings({
  url,
  issuers,
  variables,
}: {
  readonly url: string;
  readonly issuers: readonly TrustedIssuer[];
  readonly variables: Readonly<Record<string, string>>;
}): Settings {
  try {
    return parseSettings({ ...defaults, SERVICE_ISSUER: url, ...variables, TRUSTED_ISSUERS: JSON.stringify(issuers) });
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : "The settings are wrong.");
  }
}
