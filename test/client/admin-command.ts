import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Environment } from "../../client/admin/bearer.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { run } from "../../client/admin/run.ts";
import { bareEnvironment } from "../harness/bare-environment.ts";

const launcher = fileURLToPath(new URL("../../client/admin/countersign-admin.js", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** As Ctrl-C. */
export const ctrlC = Symbol("Ctrl-C");

/** The command in a process of its own, as a shell starts it; `answer` is asked for what to type whenever it has said something. */
export async function inShell(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  answer: (said: string) => string | typeof ctrlC | null = () => "",
): Promise<Ended> {
  const child = spawn(process.execPath, [launcher, ...args], { env: { ...bareEnvironment, ...variables } });
  const written = { output: "", errors: "" };
  const type = (): void => {
    const text = child.stdin.writableEnded ? null : answer(written.errors);
    if (text === null) return;
    if (text === ctrlC) child.kill("SIGINT");
    child.stdin.end(typeof text === "string" ? text : "");
  };
  child.stdout.on("data", (chunk) => (written.output += String(chunk)));
  child.stderr.on("data", (chunk) => {
    written.errors += String(chunk);
    type();
  });
  type();
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...written };
}

/** The command in this process, which is quicker. */
export async function inProcess(
  args: readonly string[],
  environment: Partial<Environment> = {},
  typed: readonly string[] = [],
): Promise<Ended> {
  const written = { output: "", errors: "" };
  const say = (text: string): void => void (written.errors += `${text}\n`);
  const lines = typed.values();
  const code = await run(
    args,
    { url: undefined, token: undefined, ...environment },
    {
      isInteractive: typed.length > 0,
      isLive: false,
      out: (text) => void (written.output += `${text}\n`),
      say,
      progress: say,
      ask: async (question) => {
        say(question);
        const { done, value } = lines.next();
        if (done === true) throw new Mistake("Nothing was typed");
        return value;
      },
      interrupted: () => new AbortController().signal,
      close: () => undefined,
    },
  );
  return { code, ...written };
}
