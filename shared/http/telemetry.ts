import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";

export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}
