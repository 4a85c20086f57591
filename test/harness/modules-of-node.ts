import { isBuiltin, registerHooks } from "node:module";

declare global {
  var modulesOfNodeAreKnown: true | undefined;
}

/**
 * Vitest tells its main process of every `require` of a module of Node: dynalite requires `stream` for each query, which cost more than
 * the query itself. There is nothing to tell: these modules are no files that could change.
 */
if (globalThis.modulesOfNodeAreKnown === undefined) {
  globalThis.modulesOfNodeAreKnown = true;
  registerHooks({
    resolve: (specifier, context, next) =>
      isBuiltin(specifier)
        ? {
            url: specifier.startsWith("node:") ? specifier : `node:${specifier}`,
            format: "builtin",
            shortCircuit: true,
          }
        : next(specifier, context),
  });
}
