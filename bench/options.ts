import { parseArgs } from "node:util";

export const help = `npm run bench [-- --quick] [-- --help]

Measures this machine's copy of the service and writes docs/performance.md, docs/performance.json and its plots.
  --quick   a trial of a few minutes: few repeats, small tables, no figures to rely on; the pages are not written,
            the results go to bench/trial/
  --help    this text

It needs nothing but Node; with Java 17 or newer DynamoDB Local is measured too. better-auth, to compare with, is
installed into bench/better-auth/ when it runs. Leave the machine alone meanwhile: it takes about half an hour.`;

export const parseOptions = (args: readonly string[]): { readonly quick: boolean; readonly help: boolean } =>
  parseArgs({
    args: [...args],
    options: { quick: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
  }).values;
