import type { Metrics } from "@aws-lambda-powertools/metrics";
import { isoTime } from "../account/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Settings } from "../settings/settings.ts";

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
