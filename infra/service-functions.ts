import type { Construct } from "constructs";
import type { Route } from "../shared/contract/route.ts";
import { routes } from "../shared/contract/routes.ts";
import { permissionsOf, type Resources } from "./permissions.ts";
import { type FunctionContext, ServiceFunction } from "./service-function.ts";
import type { Stage } from "./settings.ts";

/** One function per row of the route table, by its file name. */
export const routeFunctions = (
  scope: Construct,
  context: FunctionContext,
  resources: Resources,
): Readonly<Record<string, ServiceFunction>> =>
  Object.fromEntries(
    (Object.values(routes) as readonly Route[]).map((route) => [
      route.function,
      new ServiceFunction(scope, context, {
        name: route.function,
        description: route.summary,
        permissions: permissionsOf(route, resources),
        sendsMail: route.touches.mail === "send" && resources.mailFrom !== undefined,
        reservedConcurrency: reservedFor(route, context.stage),
        provisionedConcurrency: isLogin(route) ? context.stage.provisionedConcurrency : undefined,
      }),
    ]),
  );

/** Routes that do nothing but send SMS. `login` does more: without it nobody gets in. */
const onlySendsSms = (route: Route): boolean => route.touches.sms === "send" && route.path !== routes.login.path;

/** An app is set up and brought back without an SMS: what a phone's calls may use up must not stop that. */
export const isThrottledAsSms = (route: Route): boolean => onlySendsSms(route) && !setsUp.includes(route.path);
const setsUp: readonly string[] = [routes.enrollFactor.path, routes.undoChange.path, routes.completeRecovery.path];

const isLogin = ({ path }: Route): boolean => path === routes.login.path || path === routes.verify.path;

/** A hanging SMS provider must not use up the account's concurrency: then nobody could verify a code. */
function reservedFor(route: Route, { reservedConcurrency }: Stage): number | undefined {
  if (onlySendsSms(route)) return reservedConcurrency?.sms;
  return route.path === routes.login.path ? reservedConcurrency?.login : undefined;
}
