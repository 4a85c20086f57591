import middy from "@middy/core";
import { describeFailure } from "../runtime/failure.ts";
import { lambdaEntry } from "../runtime/compose.ts";
import type { Entry } from "../runtime/entry.ts";
import type { Services } from "../runtime/services.ts";
import type { Settings } from "../settings/settings.ts";

/**
 * A consumer of the stream or the bus behind its middleware stack.
 * Errors are reported and thrown on, so that the source tries again.
 */
export const consumer = <E, R, O extends object = object>(
  consume: (event: E, services: Services & O) => Promise<R>,
  outboundOf: (settings: Settings) => O,
): Entry<E, R, O> =>
  lambdaEntry((services) => {
    const { logger } = services.telemetry;
    const stack = middy<E, R>()
      .onError(({ error }) => logger.error("failed", { ...describeFailure(error) }))
      .handler(async (event: E) => consume(event, services));
    return async (event, context) => stack(event, context);
  }, outboundOf);
