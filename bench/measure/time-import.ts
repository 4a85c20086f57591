import { pathToFileURL } from "node:url";

/** Prints how many milliseconds the import of the named module takes in this fresh process. */
const startedAt = performance.now();
await import(pathToFileURL(process.argv[2] ?? "").href);
console.log(performance.now() - startedAt);
