import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scale } from "../scale.ts";
import type { Spread } from "../statistics.ts";
import { startBenchEngine, tables } from "../world/engine.ts";
import { fill } from "../world/fill.ts";
import { prepareLogins } from "../world/logins.ts";
import { startBenchService } from "../world/service.ts";
import { itemOf } from "../world/users.ts";
import { latency, timed } from "./floor.ts";

/** DynamoDB Local waits for the disk at every item; a million need a file system in memory. */
const inMemory = "/dev/shm";
const place = existsSync(inMemory) ? inMemory : tmpdir();

export interface GrowthPoint {
  readonly accounts: number;
  /** Milliseconds. */
  readonly p50: Spread;
  readonly p99: Spread;
}

export interface Growth {
  readonly points: readonly GrowthPoint[];
  readonly wanted: number;
  readonly fillSeconds: number;
  readonly inMemory: boolean;
}

/** The same logins with more and more accounts in the table, which DynamoDB Local keeps in a file. */
export async function growth(
  { accounts, longestFill, rounds, loginsPerRound, warmUps }: Scale,
  onProgress: (done: number, what: string) => void,
): Promise<Growth> {
  const folder = mkdtempSync(join(place, "countersign-bench-"));
  const engine = await startBenchEngine("dynamodb-local", folder);
  const service = await startBenchService(engine.endpoint);
  const clients = service.clients();
  const services = service.compose(clients);
  const wanted = Math.max(...accounts);
  const points: GrowthPoint[] = [];
  let [stored, fillSeconds] = [0, 0];
  try {
    for (const count of accounts) {
      const startedAt = performance.now();
      const deadline = startedAt + (longestFill - fillSeconds) * 1000;
      stored = await fill(
        clients.documents,
        tables.service,
        { from: stored, to: count, deadline },
        (index) => itemOf(services, index),
        (done) => onProgress(done / wanted, "Filling the table"),
      );
      fillSeconds += (performance.now() - startedAt) / 1000;
      points.push({ accounts: stored, ...(await loginsAmong(stored)) });
      if (stored < count) break;
    }
    return { points, wanted, fillSeconds, inMemory: place === inMemory };
  } finally {
    await service.stop();
    await engine.stop();
    rmSync(folder, { recursive: true });
  }

  async function loginsAmong(count: number): Promise<Pick<GrowthPoint, "p50" | "p99">> {
    const sample = Math.min(count, 500);
    const users = Array.from({ length: sample }, (_, nth) => Math.floor((nth * count) / sample));
    const logins = await prepareLogins(service, users, true);
    const take = async (length: number): Promise<number[]> => {
      const millis: number[] = [];
      while (millis.length < length)
        for (const call of logins.nextStep().slice(0, length - millis.length)) {
          const invocation = logins.invocation(call);
          millis.push(await timed(() => logins.verify(invocation)));
        }
      return millis;
    };
    await take(warmUps);
    const all: number[][] = [];
    for (let round = 0; round < rounds; round += 1) all.push(await take(loginsPerRound));
    return latency(all);
  }
}
