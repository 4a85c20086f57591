import { styleText } from "node:util";
import { settingsSchema } from "../shared/settings/settings.ts";
import { banner } from "./banner.ts";
import { type LocalEnvironment, readEnvironment } from "./environment.ts";
import { help } from "./help.ts";
import type { Answered } from "./http-server.ts";
import { Mistake } from "./mistake.ts";
import { whenOrphaned } from "./orphaned.ts";
import { type LocalOptions, type LocalService, startLocalService } from "./service.ts";
import type { SentMail } from "./ses.ts";
import type { SentSms } from "./sns.ts";
import { terminalTelemetry } from "./telemetry.ts";

const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
  styleText(style, text, { stream: process.stdout });

/** The page's phone and mailbox look every second. */
const isLook = ({ path, status }: Answered): boolean =>
  status === 200 && (path === "/local/sms" || path === "/local/mail");

function showRequest(answered: Answered): void {
  if (isLook(answered)) return;
  const { method, path, status, millis } = answered;
  const style = status >= 500 ? "red" : status >= 400 ? "yellow" : "green";
  console.log(`${method.padEnd(6)} ${path} ${paint(style, String(status))} ${paint("dim", `${millis} ms`)}`);
}

const showSms = ({ to, body }: SentSms): void =>
  console.log(paint("cyan", `SMS to ${to}\n${body.replace(/^/gm, "  ")}`));

const showMail = ({ to, subject }: SentMail): void => console.log(paint("cyan", `E-mail to ${to}: ${subject}`));

const complain = (sentence: string): void => console.error(styleText("red", sentence, { stream: process.stderr }));

function forPeople({ variables }: LocalEnvironment): LocalOptions {
  const logLevel = settingsSchema.shape.logLevel.safeParse(variables["LOG_LEVEL"] ?? "WARN").data ?? "WARN";
  return { telemetry: terminalTelemetry(logLevel), onAnswered: showRequest, onSms: showSms, onMail: showMail };
}

async function start(environment: LocalEnvironment): Promise<LocalService> {
  const isJson = environment.logFormat === "json";
  const service = await startLocalService({
    ...environment,
    onTrouble: complain,
    ...(isJson ? {} : forPeople(environment)),
  });
  console.log(
    isJson
      ? JSON.stringify({ ready: true, url: service.url })
      : banner({ url: service.url, directory: environment.directory }),
  );
  // Programs want the API only; people open the page next. Whatever goes wrong, the page says.
  if (!isJson) service.preparePages().catch(() => {});
  return service;
}

function stopInTheEnd(service: LocalService, { startedByNpm }: LocalEnvironment): void {
  const stop = (): void => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, stop);
    service.stop().catch(fail);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  if (startedByNpm) whenOrphaned(stop);
}

/** A mistake is told in its sentence; anything else is a bug and keeps its stack trace. */
function fail(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof Mistake) complain(error.message);
  else console.error(error);
}

async function main(args: readonly string[]): Promise<void> {
  if (args.some((arg) => arg === "--help" || arg === "-h")) return console.log(help);
  if (args.length > 0) throw new Mistake(`${args[0]} is not known. See npm start -- --help.`);
  const environment = readEnvironment();
  stopInTheEnd(await start(environment), environment);
}

await main(process.argv.slice(2)).catch(fail);
