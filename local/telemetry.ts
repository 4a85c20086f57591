import { Console } from "node:console";
import { Writable } from "node:stream";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { paint } from "../client/command-line/command-line.ts";
import type { Outbound } from "../shared/runtime/services.ts";
import type { Telemetry } from "../shared/runtime/telemetry.ts";
import type { Settings } from "../shared/settings/settings.ts";

interface Sink {
  /** One JSON line. */
  readonly log: (line: string) => void;
  readonly metric: (line: string) => void;
}

type LoggerOptions = NonNullable<ConstructorParameters<typeof Logger>[0]>;

const names = { serviceName: "countersign", namespace: "Countersign" };

class SinkLogger extends Logger {
  readonly write: Sink["log"];

  constructor(write: Sink["log"], options: LoggerOptions = {}) {
    super(options);
    this.write = write;
    const lines = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        write(chunk.toString().trimEnd());
        done();
      },
    });
    // The logger has no option for it.
    Reflect.set(this, "console", new Console(lines));
  }

  protected override createLogger(options?: LoggerOptions): Logger {
    return new SinkLogger(this.write, options);
  }
}

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
  logger: new SinkLogger(sink.log, { serviceName: names.serviceName, logLevel }),
  metrics: new SinkMetrics(sink.metric),
});

type Line = Readonly<Record<string, unknown>>;

const shown = ["route", "status", "failure", "frames"] as const;
const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "CRITICAL", "SILENT"];
const isAtLeast = (level: string, least: string): boolean => levels.indexOf(level) >= levels.indexOf(least);

/** The answer is a bare 401, so a developer who connects a login sees here what the service made of its token. */
function tokenSentence({ reason, iss, aud, kid }: Line): string {
  const claims = Object.entries({ iss, aud, kid }).flatMap(([name, value]) =>
    typeof value === "string" ? [`${name} ${JSON.stringify(value)}`] : [],
  );
  return `A token was refused: ${String(reason)}${claims.length === 0 ? "" : ` (${claims.join(", ")})`}. npm run explain-token says what to change.`;
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
