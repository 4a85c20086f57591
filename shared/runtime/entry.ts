import type { Context } from "aws-lambda";
import { composeFromEnvironment } from "./compose.ts";
import type { Settings } from "../settings/settings.ts";
import type { Services } from "./services.ts";

export type Handler<E, R> = (event: E, context: Context) => Promise<R>;

/** A function's entry. `O`: the outbound adapters that it needs besides the services of all. */
export interface Entry<E, R, O extends object = object> {
  /** The Lambda entry: builds the services at its first call. */
  readonly handler: Handler<E, R>;
  /** The same, bound to given services. */
  readonly serve: (services: Services & O) => Handler<E, R>;
}

export function lambdaEntry<E, R, O extends object>(
  serve: (services: Services & O) => Handler<E, R>,
  outboundOf: (settings: Settings) => O,
): Entry<E, R, O> {
  let ready: Handler<E, R> | undefined;
  const handler: Handler<E, R> = async (event, context) => {
    ready ??= serve(composeFromEnvironment(outboundOf));
    return ready(event, context);
  };
  return { handler, serve };
}

/** For functions whose work leaves through the services of all. */
export const nothingOutbound = (): object => ({});
