import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";

/** Metrics that no log line of an answer tells: only functions that count such have it (outbound/metrics.ts). */
export type Counts = Pick<Metrics, "addMetric" | "publishStoredMetrics" | "singleMetric">;

export interface Telemetry {
  readonly logger: Logger;
}
