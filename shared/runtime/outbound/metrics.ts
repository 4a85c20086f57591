import { Metrics } from "@aws-lambda-powertools/metrics";
import type { OutboundOf } from "../services.ts";

/** For functions that count. The bus is named after the stage: the metrics of two stages in one account stay apart. */
export const counts: OutboundOf<"metrics"> = ({ eventBusName }) => ({
  metrics: new Metrics({ namespace: "Countersign", serviceName: eventBusName }),
});
