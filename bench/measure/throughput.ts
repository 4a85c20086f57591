import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineName } from "../../local/dynamodb-engine.ts";
import { startChild } from "../load/child.ts";
import type { LoadOrder, LoadResult } from "../load/generator.ts";
import type { Scale } from "../scale.ts";
import { spread, type Spread, sum } from "../statistics.ts";
import { startBenchEngine } from "../world/engine.ts";

/** A server to load, and the engine that it gets afresh; null: none. */
export interface Contender {
  readonly name: string;
  readonly file: string;
  readonly engine: EngineName | null;
}

export interface Level {
  readonly connections: number;
  readonly perSecond: Spread;
  /** Milliseconds. */
  readonly p50: Spread;
  readonly p99: Spread;
  /** Over all rounds. */
  readonly errors: number;
}

export interface Throughput {
  readonly name: string;
  readonly facts: Readonly<Record<string, boolean>>;
  readonly levels: readonly Level[];
}

/** Rounds over every contender and every number of connections; the load comes from a process of its own. */
export async function throughput(
  contenders: readonly Contender[],
  { connections, rounds, secondsPerLevel, users }: Scale,
  onSlice: (done: number) => void,
): Promise<readonly Throughput[]> {
  const folder = mkdtempSync(join(tmpdir(), "countersign-bench-"));
  const file = join(folder, "requests.json");
  const generator = startChild("generator.ts");
  const total = contenders.length * (rounds * connections.length + 1);
  let done = 0;
  const results: Throughput[] = [];
  try {
    for (const contender of contenders) {
      const engine = contender.engine && (await startBenchEngine(contender.engine));
      const server = startChild(contender.file);
      const { url, facts } = await server.ask<Pick<Throughput, "facts"> & { readonly url: string }>({
        endpoint: engine?.endpoint,
        users,
      });
      const slice = async (order: Pick<LoadOrder, "connections" | "seconds">): Promise<LoadResult> => {
        await server.ask(file);
        const result = await generator.ask<LoadResult>({ ...order, url, file });
        onSlice((done += 1) / total);
        return result;
      };
      // A cold process would make the first level look slow.
      await slice({ connections: 4, seconds: secondsPerLevel * 2 });
      const seen: (LoadResult & { readonly connections: number })[] = [];
      for (let round = 0; round < rounds; round += 1)
        for (const count of connections)
          seen.push({ connections: count, ...(await slice({ connections: count, seconds: secondsPerLevel })) });
      results.push({
        name: contender.name,
        facts,
        levels: connections.map((count) =>
          levelOf(
            count,
            seen.filter((one) => one.connections === count),
          ),
        ),
      });
      await server.stop();
      await engine?.stop();
    }
    return results;
  } finally {
    await generator.stop();
    rmSync(folder, { recursive: true });
  }
}

const levelOf = (connections: number, rounds: readonly LoadResult[]): Level => ({
  connections,
  perSecond: spread(rounds.map(({ perSecond }) => perSecond)),
  p50: spread(rounds.map(({ p50 }) => p50)),
  p99: spread(rounds.map(({ p99 }) => p99)),
  errors: sum(rounds.map(({ errors }) => errors)),
});
