import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";

/** Only functions that count what no log line of an answer tells have it (shared/runtime/outbound/metrics.ts). */
export type Counts = Pick<Metrics, "addMetric" | "publishStoredMetrics" | "singleMetric">;

export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Counts;
}
