import { once } from "node:events";
import { fork } from "node:child_process";
import type { EngineName } from "../../local/dynamodb-engine.ts";
import { fileURLToPath } from "node:url";

export interface BenchEngine {
  readonly name: EngineName;
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The service's table, and one for the bare reads and writes. */
export const tables = { service: "countersign", floor: "floor" } as const;

/** Data is kept in the folder `path`, or in memory if that is null. */
export async function startBenchEngine(name: EngineName, path: string | null = null): Promise<BenchEngine> {
  const child = fork(fileURLToPath(new URL("engine-process.ts", import.meta.url)));
  child.send({ engine: name, path, tables: Object.values(tables) });
  const [answer] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error(`${name} did not start`))),
  ])) as [{ endpoint: string }];
  await answers(answer.endpoint);
  return {
    name,
    endpoint: answer.endpoint,
    stop: async () => {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

/** A Java engine that has just started may be too slow for the second that the service gives a connection. */
async function answers(endpoint: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const began = performance.now();
    await fetch(endpoint).then(
      async (response) => response.text(),
      () => "",
    );
    if (performance.now() - began < 100) return;
  }
}
