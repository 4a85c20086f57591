/** What `--help` says. */
export const help = `Runs the whole service on this machine.

Usage: npm start            (variables come before it: PORT=0 npm start)

  PORT               port on 127.0.0.1; 0 for any free one (8787)
  LOG_FORMAT         pretty: for people; json: one JSON line per log entry (pretty)
  COUNTERSIGN_DATA   directory that keeps the state, or memory to keep nothing (.local)
  DYNAMODB_ENGINE    dynalite, or dynamodb-local, which needs Java 17 (dynalite)
  TRUSTED_ISSUERS    JSON array of issuers to trust besides the local sign-in
  AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_DYNAMODB, _KMS, _SNS, _EVENTBRIDGE,
  AWS_ENDPOINT_URL_SESV2
                     endpoint to use in the place of the emulated service; region
                     and credentials then come from the SDK's usual variables, and
                     TABLE_NAME, KMS_KEY_ID and EVENT_BUS_NAME say what is there

Every setting of shared/settings/settings.ts can be set by its variable, for example
APP_NAME, CORS_ORIGINS, SMS_COUNTRIES, ASSERTION_SECONDS or LOG_LEVEL.

npm run tour plays the main stories against a service of its own.
`;
