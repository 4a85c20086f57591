import { routes } from "../shared/contract/routes.ts";
import type { Services } from "../shared/runtime/services.ts";
import { defaultFunction, type HttpFunction } from "./gateway.ts";

interface FunctionModule {
  readonly serve: (services: Services) => HttpFunction;
}

/** Each function names itself in its log lines, as it does in a process of its own. */
export const withOwnLogger = (services: Services): Services => ({
  ...services,
  telemetry: { ...services.telemetry, logger: services.telemetry.logger.createChild() },
});

/** The deployed functions by name, bound to the services of this process. */
export async function loadFunctions(services: Services): Promise<ReadonlyMap<string, HttpFunction>> {
  const names = new Set([defaultFunction, ...Object.values(routes).map((route) => route.function)]);
  const load = async (name: string): Promise<[string, HttpFunction]> => {
    const { serve } = (await import(`../functions/${name}.ts`)) as FunctionModule;
    return [name, serve(withOwnLogger(services))];
  };
  return new Map(await Promise.all([...names].map(load)));
}
