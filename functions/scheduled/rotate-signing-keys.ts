import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { counts } from "../../shared/runtime/outbound.ts";
import { consumer } from "../../shared/events/consumer.ts";

/**
 * Once a day: makes the signing keys of the current slot and of the next, and opens all that are published. The steps make a
 * missing key themselves, so that a schedule that fails stops nobody.
 */
export const { handler, serve } = consumer(async (_event: unknown, { tokens, clock, telemetry, metrics }) => {
  const now = clock.now();
  const keys = await tokens.jwks(now);
  await tokens.signer(now);
  telemetry.logger.info("signing keys are ready", { kids: keys.map(({ kid }) => kid) });
  metrics.singleMetric().addMetric("SigningKeysPublished", MetricUnit.Count, keys.length);
}, counts);
