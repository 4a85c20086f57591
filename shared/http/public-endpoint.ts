import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { RouteFacts } from "../contract/route.ts";
import { type Services, systemClock, telemetryOf } from "../runtime/services.ts";
import { plainSettings, type PlainSettings } from "../runtime/environment.ts";
import { entryOf, type Handler } from "../runtime/entry.ts";
import { middlewareStack } from "./middleware-stack.ts";
import { expectNoFields, reply } from "./gateway.ts";

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;

/** The services of a step that neither knows callers nor opens what is stored. */
export type PlainServices = Pick<Services, "clock" | "telemetry"> & { readonly settings: PlainSettings };

const plainServices = (): PlainServices => {
  const settings = plainSettings();
  return { settings, clock: systemClock, telemetry: telemetryOf(settings, systemClock) };
};

interface PublicEntry<S> {
  readonly handler: Handler<Event, Result>;
  readonly serve: (services: S) => Handler<Event, Result>;
}

/**
 * A public step that takes no fields, behind the same stack. Its facts come from the table without the schemas (shared/contract/folded.ts),
 * so that its bundle has neither the schema library nor a client of AWS.
 */
export function publicEndpoint(
  route: RouteFacts,
  step: (services: PlainServices) => Promise<object>,
): PublicEntry<PlainServices>;
export function publicEndpoint<S extends PlainServices>(
  route: RouteFacts,
  step: (services: S) => Promise<object>,
  compose: () => S,
): PublicEntry<S>;
export function publicEndpoint<S extends PlainServices>(
  route: RouteFacts,
  step: (services: S) => Promise<object>,
  compose: () => S = plainServices as () => S,
): PublicEntry<S> {
  return publicEntry<S>(
    route,
    async (event, services) => {
      expectNoFields(event);
      return reply(route, await step(services));
    },
    compose,
  );
}

export function publicEntry<S extends PlainServices>(
  route: RouteFacts,
  answer: (event: Event, services: S) => Promise<Result>,
  compose: () => S = plainServices as () => S,
): PublicEntry<S> {
  return entryOf((services: S) => middlewareStack(route, services, async (event) => answer(event, services)), compose);
}
