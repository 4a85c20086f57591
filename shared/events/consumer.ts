import middy from "@middy/core";
import { describeFailure } from "../runtime/failure.ts";
import { lambdaEntry } from "../runtime/compose.ts";
import type { Entry } from "../runtime/entry.ts";
import type { Services } from "../runtime/services.ts";
import type { Settings } from "../settings/settings.ts";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod/mini";
import { actorRoles, type RecordedEvent } from "../account/events.ts";
import type { EventSubject } from "../ports/stores.ts";

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

/** Data is handed on as it is: it may be of another version of its type. */
const detail = z.object({
  id: z.string().check(z.minLength(1)),
  /** Open: a newer release may have published a type that this one does not know. */
  type: z.string().check(z.minLength(1)),
  version: z._default(z.int().check(z.minimum(1)), 1),
  at: z.iso.datetime(),
  tenant: z.string().check(z.minLength(1)),
  ref: z.nullable(z.string().check(z.minLength(1))),
  actor: z.object({ role: z.enum(actorRoles), ref: z.string() }),
  data: z.record(z.string(), z.unknown()),
});

/** An event of the bus as it was recorded. Throws if it is none of ours. */
export function eventOfBus(event: EventBridgeEvent<string, unknown>): {
  readonly subject: EventSubject;
  readonly entry: RecordedEvent;
} {
  const { tenant, ref, at, version, ...rest } = detail.parse(event.detail);
  return { subject: { tenant, ref }, entry: { ...rest, ...(version !== 1 && { version }), at: Date.parse(at) } };
}
