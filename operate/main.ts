import { Misused, runToEnd } from "../client/command-line/command-line.ts";

type Run = (args: readonly string[]) => Promise<number>;

/** Each command loads the clients of its own AWS services only. */
const commands: Readonly<Record<string, () => Promise<Run>>> = {
  doctor: async () => (await import("./doctor/command.ts")).command,
  rotate: async () => (await import("./rotate/command.ts")).command,
  restore: async () => (await import("./restore/run.ts")).command,
  "explain-token": async () => (await import("./explain-token.ts")).command,
  redrive: async () => (await import("./redrive.ts")).command,
  erase: async () => (await import("./erase/run.ts")).command,
  "import-factors": async () => (await import("./import/run.ts")).command,
  "export-factors": async () => (await import("./export/run.ts")).command,
  prove: async () => (await import("./prove/command.ts")).command,
};

await runToEnd(async ([name = "", ...args]) => {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) throw new Misused(`Name one of ${Object.keys(commands).join(", ")}.`);
  return (await load())(args);
}, 2);
