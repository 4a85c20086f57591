import { routes } from "../shared/contract/routes.ts";
import type { Services } from "../shared/services.ts";
import { defaultFunction, type HttpFunction } from "./gateway.ts";

interface FunctionModule {
  readonly serve: (services: Services) => HttpFunction;
}

/** The deployed functions by name, bound to the services of this process. */
export async function loadFunctions(services: Services): Promise<ReadonlyMap<string, HttpFunction>> {
  const names = new Set([defaultFunction, ...Object.values(routes).map((route) => route.function)]);
  const load = async (name: string): Promise<[string, HttpFunction]> => {
    const { serve } = (await import(`../functions/${name}.ts`)) as FunctionModule;
    return [name, serve(services)];
  };
  return new Map(await Promise.all([...names].map(load)));
}
