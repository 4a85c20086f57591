import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Outbound } from "../runtime/services.ts";
import type { Notified } from "./notify-in-order.ts";

/** Metrics for alarms: e-mails sent, refused for good or without a contact, and records that come again. */
export function reportNotices({ metrics }: Pick<Outbound, "metrics">, { outcomes, left }: Notified): void {
  const count = (outcome: Notified["outcomes"][number]): number => outcomes.filter((one) => one === outcome).length;
  const counts = Object.entries({
    NoticesSent: count("sent"),
    NoticesRefused: count("refused"),
    NoticesWithoutContact: count("no_contact"),
    NoticesLeft: left.length,
  }).filter(([, value]) => value > 0);
  for (const [name, value] of counts) metrics.addMetric(name, MetricUnit.Count, value);
  if (counts.length > 0) metrics.publishStoredMetrics();
}
