import { readFlags } from "../client/command-line/command-line.ts";

export const help = `npm run bench [-- --short] [-- --quick] [-- --help]

Measures this machine's copy of the service and writes docs/performance.md, docs/performance.json and its plots.
  --short   ten minutes in the place of half an hour: fewer repeats, and no table of a million accounts
  --quick   a trial of a few minutes: few repeats, small tables, no figures to rely on; the pages are not written,
            the results go to bench/trial/
  --help    this text

It needs nothing but Node; with Java 17 or newer DynamoDB Local is measured too. better-auth, to compare with, is
installed into bench/better-auth/ when it runs. Leave the machine alone meanwhile: it takes about half an hour.`;

export const parseOptions = (
  args: readonly string[],
): { readonly quick: boolean; readonly short: boolean; readonly help: boolean } =>
  readFlags(
    args,
    {
      quick: { type: "boolean", default: false },
      short: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
    "npm run bench -- --help",
  );
