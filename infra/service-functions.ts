import type { Construct } from "constructs";
import { type Route, routes } from "../shared/contract/routes.ts";
import { permissionsOf, type Resources } from "./permissions.ts";
import { type FunctionWorld, ServiceFunction } from "./service-function.ts";
import type { Stage } from "./settings.ts";
import { onlySendsSms } from "./sms-path.ts";

/** One function for each row of the route table, by the name of its file. */
export const routeFunctions = (
  scope: Construct,
  world: FunctionWorld,
  resources: Resources,
): Readonly<Record<string, ServiceFunction>> =>
  Object.fromEntries(
    (Object.values(routes) as readonly Route[]).map((route) => [
      route.function,
      new ServiceFunction(scope, world, {
        name: route.function,
        description: route.summary,
        permissions: permissionsOf(route, resources),
        reservedConcurrency: reservedFor(route, world.stage),
        provisionedConcurrency: isLogin(route) ? world.stage.provisionedConcurrency : undefined,
      }),
    ]),
  );

const isLogin = ({ path }: Route): boolean => path === routes.login.path || path === routes.verify.path;

/** A provider of SMS that hangs must not take all that the account may run at once: then nobody could verify a code. */
function reservedFor(route: Route, { reservedConcurrency }: Stage): number | undefined {
  if (onlySendsSms(route)) return reservedConcurrency?.sms;
  return route.path === routes.login.path ? reservedConcurrency?.login : undefined;
}
