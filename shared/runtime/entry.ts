import type { Context } from "aws-lambda";
import type { Services } from "./services.ts";

export type Handler<E, R> = (event: E, context: Context) => Promise<R>;

/** A function's entry. `O`: the outbound adapters that it needs besides the services of all. */
export interface Entry<E, R, O extends object = object> {
  /** The Lambda entry: builds the services at its first call. */
  readonly handler: Handler<E, R>;
  /** The same, bound to given services. */
  readonly serve: (services: Services & O) => Handler<E, R>;
}

/** An entry that composes its services itself, and so loads no more than they need. */
export function entryOf<E, R, S>(
  serve: (services: S) => Handler<E, R>,
  compose: () => S,
): { readonly handler: Handler<E, R>; readonly serve: (services: S) => Handler<E, R> } {
  let ready: Handler<E, R> | undefined;
  const handler: Handler<E, R> = async (event, context) => {
    ready ??= serve(compose());
    return ready(event, context);
  };
  return { handler, serve };
}
