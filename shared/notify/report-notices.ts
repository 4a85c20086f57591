import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Outbound } from "../runtime/services.ts";
import type { Told } from "./notify-in-order.ts";

/** What an alarm can look at: e-mails sent, refused for good, without anybody to send them to, and records that come again. */
export function reportTold({ metrics }: Pick<Outbound, "metrics">, { tellings, left }: Told): void {
  const count = (telling: Told["tellings"][number]): number => tellings.filter((one) => one === telling).length;
  const counts = Object.entries({
    NoticesSent: count("sent"),
    NoticesRefused: count("refused"),
    NoticesWithoutContact: count("no_contact"),
    NoticesLeft: left.length,
  }).filter(([, value]) => value > 0);
  for (const [name, value] of counts) metrics.addMetric(name, MetricUnit.Count, value);
  if (counts.length > 0) metrics.publishStoredMetrics();
}
