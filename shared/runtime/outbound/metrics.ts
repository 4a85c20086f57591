import { Metrics } from "@aws-lambda-powertools/metrics";
import type { OutletsOf } from "../services.ts";

/** For functions that count. The bus is named after the stage: the metrics of two stages in one account stay apart. */
export const counts: OutletsOf = ({ eventBusName }) => ({
  metrics: new Metrics({ namespace: "Countersign", serviceName: eventBusName }),
});
