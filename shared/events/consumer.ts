import middy from "@middy/core";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import type { Context } from "aws-lambda";
import { composeFromEnvironment } from "../compose.ts";
import type { OutletsOf, Services } from "../services.ts";

export type Consumer<E, R> = (event: E, context: Context) => Promise<R>;

/**
 * A consumer of the stream or the bus behind its middleware stack. `handler` is the Lambda entry; `serve` binds it to given services.
 * What it throws is reported and thrown on, so that its source tries again.
 */
export function consumer<E, R>(
  consume: (event: E, services: Services) => Promise<R>,
  outletsOf?: OutletsOf,
): { readonly handler: Consumer<E, R>; readonly serve: (services: Services) => Consumer<E, R> } {
  const serve = (services: Services): Consumer<E, R> => {
    const stack = middy<E, R>()
      .use(injectLambdaContext(services.telemetry.logger))
      .onError(({ error }) => reportFailure(services, error))
      .handler(async (event: E) => consume(event, services));
    return async (event, context) => stack(event, context);
  };
  let ready: Consumer<E, R> | undefined;
  const handler: Consumer<E, R> = async (event, context) => {
    ready ??= serve(composeFromEnvironment(outletsOf));
    return ready(event, context);
  };
  return { handler, serve };
}

/** Names the failure and where it happened, never what it said: messages may quote values. */
function reportFailure({ telemetry }: Services, error: unknown): void {
  const { name, stack = "" } = error instanceof Error ? error : { name: typeof error };
  const frames = stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  telemetry.logger.error("failed", { failure: name, frames: frames.slice(0, 12) });
}
