import type { Context } from "aws-lambda";
import { composeFromEnvironment } from "./compose.ts";
import type { OutletsOf, Services } from "./services.ts";

export type Handler<E, R> = (event: E, context: Context) => Promise<R>;

export interface Entry<E, R> {
  /** The Lambda entry: builds the services at its first call. */
  readonly handler: Handler<E, R>;
  /** The same, bound to given services. */
  readonly serve: (services: Services) => Handler<E, R>;
}

export function lambdaEntry<E, R>(serve: (services: Services) => Handler<E, R>, outletsOf?: OutletsOf): Entry<E, R> {
  let ready: Handler<E, R> | undefined;
  const handler: Handler<E, R> = async (event, context) => {
    ready ??= serve(composeFromEnvironment(outletsOf));
    return ready(event, context);
  };
  return { handler, serve };
}
