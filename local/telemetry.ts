import { Metrics } from "@aws-lambda-powertools/metrics";
import { paint } from "../client/command-line/command-line.ts";
import { jsonLogger, type Outbound, systemClock, type Telemetry } from "../shared/runtime/services.ts";
import type { Settings } from "../shared/settings/settings.ts";

interface Sink {
  /** One JSON line. */
  readonly log: (line: string) => void;
  readonly metric: (line: string) => void;
}

const names = { serviceName: "countersign", namespace: "Countersign" };

class SinkMetrics extends Metrics {
  readonly write: Sink["metric"];

  constructor(write: Sink["metric"], singleMetric = false) {
    super({ ...names, singleMetric });
    this.write = write;
  }

  override publishStoredMetrics(): this {
    if (this.hasStoredMetrics()) this.write(JSON.stringify(this.serializeMetrics()));
    this.clearMetrics();
    this.clearDimensions();
    return this;
  }

  override singleMetric(): Metrics {
    return new SinkMetrics(this.write, true);
  }
}

/** Logs and metrics that go to a sink and not to standard output. */
export const telemetryInto = (sink: Sink, logLevel: Settings["logLevel"]): Telemetry & Pick<Outbound, "metrics"> => ({
  logger: jsonLogger({ level: logLevel, clock: systemClock, write: sink.log }),
  metrics: new SinkMetrics(sink.metric),
});

type Line = Readonly<Record<string, unknown>>;

const shown = ["step", "status", "failure", "frames"] as const;
const levels = ["DEBUG", "INFO", "WARN", "ERROR", "SILENT"];
const isAtLeast = (level: string, least: string): boolean => levels.indexOf(level) >= levels.indexOf(least);

/** The answer is a bare 401, so a developer who connects a login sees here what the service made of its token. */
function tokenSentence({ reason, iss, aud, kid }: Line): string {
  const claims = Object.entries({ iss, aud, kid }).flatMap(([name, value]) =>
    typeof value === "string" ? [`${name} ${JSON.stringify(value)}`] : [],
  );
  return `A token was refused: ${String(reason)}${claims.length === 0 ? "" : ` (${claims.join(", ")})`}. npm run explain-token -- --local < token.txt says what to change.`;
}

/** For people: warnings and errors in red, without the fields that only a log search needs, and refused tokens; no metrics. */
export const terminalTelemetry = (logLevel: Settings["logLevel"]): ReturnType<typeof telemetryInto> =>
  telemetryInto(
    {
      log: (line) => {
        const { level, message, ...fields } = JSON.parse(line) as Line;
        if (message === "token refused") console.error(paint("yellow", tokenSentence(fields), process.stderr));
        else if (isAtLeast(String(level), logLevel)) {
          const details = shown
            .filter((name) => fields[name] !== undefined)
            .map((name) => JSON.stringify(fields[name]));
          console.error(paint("red", [String(level), String(message), ...details].join(" "), process.stderr));
        }
      },
      metric: () => {},
    },
    // Refused tokens are logged as INFO.
    isAtLeast(logLevel, "INFO") && logLevel !== "SILENT" ? "INFO" : logLevel,
  );
