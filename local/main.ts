import { settingsSchema } from "../shared/settings/settings.ts";
import { endIfEngineFails } from "./dynamodb-engine.ts";
import { type LocalEnvironment, readEnvironment } from "./environment.ts";
import type { Answered } from "./http-server.ts";
import { Misused, paint, runToEnd } from "../client/command-line/command-line.ts";
import type { LocalOptions, LocalService } from "./service.ts";
import type { SentMail, SentSms } from "./sent-messages.ts";
import { terminalTelemetry } from "./telemetry.ts";
import { demoUsers, pageUrl } from "./sign-in.ts";

const bold = (text: string): string => paint("bold", text);
const width = Math.max(...demoUsers.map(({ email }) => email.length));

/** First words of a service that has just come up. */
function banner({ url, directory }: { readonly url: string; readonly directory: string | null }): string {
  const [first] = demoUsers;
  const users = demoUsers.map(
    ({ email, tenant, roles }) => `    ${email.padEnd(width)}  ${[`tenant ${tenant}`, ...roles].join(", ")}`,
  );
  const signIn = JSON.stringify({ email: first?.email, password: first?.password });
  return `
  ${bold("Countersign")} is running on ${url}

  Try it      ${bold(pageUrl(url))} in a browser: a demo app, a phone and a mailbox beside it
  Reference   ${pageUrl(url)}/docs
  Issuer      ${url} is the iss of its assertions, whatever name you call it by
  State       ${directory === null ? "in memory; gone when this stops" : `in ${directory}; remove that directory to start afresh`}
  Contract    ${url}/openapi.json
  SMS         shown here as they are sent, and under ${url}/local/sms
  E-mails     likewise, and under ${url}/local/mail
  Events      ${url}/local/events
  Time        POST ${url}/local/clock {"seconds": 3600} lets it pass, until this stops

  Demo users, all with the password ${bold(first?.password ?? "")}
${users.join("\n")}

  Or with curl: sign in, then ask what the login needs
    TOKEN=$(curl -s ${url}/local/sign-in -H 'content-type: application/json' \\
      -d '${signIn}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
    curl -s -X POST ${url}/v1/login -H "authorization: Bearer $TOKEN"

  ${bold("npm run tour")} plays the whole story. Ctrl-C stops the service.
`;
}

/** Text of `--help`. */
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
  CREATE_TABLE       1: make the table at that endpoint if it is not there

Every setting of shared/settings/settings.ts can be set by its variable, for example
APP_NAME, CORS_ORIGINS, SMS_COUNTRIES, ASSERTION_SECONDS or LOG_LEVEL.

npm run tour plays the main stories against a service of its own.
`;

const lookEveryMillis = 250;
/** Read at once: the parent may be gone before the service is up. */
const parent = process.ppid;

/** Calls once the process that started this one is gone: npm hands a signal to its shell only, which ends without passing it on. */
export function whenOrphaned(then: () => void): void {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, lookEveryMillis);
  timer.unref();
}

/** The demo app: its users know their messages by its name. */
const demoApp = "Larch";

/** The page's phone and mailbox look every second. */
const isLook = ({ path, status }: Answered): boolean =>
  status === 200 && (path === "/local/sms" || path === "/local/mail");

function showRequest(answered: Answered): void {
  if (isLook(answered)) return;
  const { method, path, status, millis } = answered;
  const style = status >= 500 ? "red" : status >= 400 ? "yellow" : "green";
  console.log(`${method.padEnd(6)} ${path} ${paint(style, String(status))} ${paint("dim", `${millis} ms`)}`);
}

/** A browser tells its page only that the call failed. */
const showOrigin = (origin: string): void =>
  console.error(paint("yellow", `Origin ${origin} is not in CORS_ORIGINS.`, process.stderr));

const showSms = ({ to, body }: SentSms): void =>
  console.log(paint("cyan", `SMS to ${to}\n${body.replace(/^/gm, "  ")}`));

const showMail = ({ to, subject }: SentMail): void => console.log(paint("cyan", `E-mail to ${to}: ${subject}`));

const complain = (sentence: string): void => console.error(paint("red", sentence, process.stderr));

function forPeople({ variables }: LocalEnvironment): LocalOptions {
  const logLevel = settingsSchema.shape.logLevel.safeParse(variables["LOG_LEVEL"] ?? "WARN").data ?? "WARN";
  return {
    telemetry: terminalTelemetry(logLevel),
    onAnswered: showRequest,
    onOriginRefused: showOrigin,
    onSms: showSms,
    onMail: showMail,
  };
}

async function start(environment: LocalEnvironment): Promise<LocalService> {
  const isJson = environment.logFormat === "json";
  if (environment.directory !== null) endIfEngineFails(environment.directory);
  // A mistake in the variables, and the help, need none of the clients of AWS, which take a second to load.
  const { startLocalService } = await import("./service.ts");
  const service = await startLocalService({
    ...environment,
    announces: true,
    variables: { APP_NAME: demoApp, ...environment.variables },
    onTrouble: complain,
    ...(isJson ? {} : forPeople(environment)),
  });
  console.log(
    isJson
      ? JSON.stringify({ ready: true, url: service.url })
      : banner({ url: service.url, directory: environment.directory }),
  );
  // Programs want the API only; people open the page next, and the page shows what went wrong.
  if (!isJson) service.preparePages().catch(() => {});
  return service;
}

function stopInTheEnd(service: LocalService, { startedByNpm }: LocalEnvironment): void {
  const stop = (): void => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, stop);
    void runToEnd(async () => service.stop(), 1);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  if (startedByNpm) whenOrphaned(stop);
}

async function main(args: readonly string[]): Promise<void> {
  if (args.some((arg) => arg === "--help" || arg === "-h")) return console.log(help);
  if (args.length > 0) throw new Misused(`${args[0]} is not known. See npm start -- --help.`);
  const environment = readEnvironment();
  stopInTheEnd(await start(environment), environment);
}

await runToEnd(main, 1);
