import type { EngineName } from "../../local/dynamodb-engine.ts";
import { percentile, spread, type Spread } from "../statistics.ts";
import type { Scale } from "../scale.ts";
import { preparePairs } from "../world/bare-pair.ts";
import type { BenchEngine } from "../world/engine.ts";
import { prepareLogins } from "../world/logins.ts";
import { startBenchService } from "../world/service.ts";

/** Milliseconds, over the rounds. */
interface Latency {
  readonly p50: Spread;
  readonly p99: Spread;
}

export interface AgainstFloor {
  readonly engine: EngineName;
  readonly floor: Latency;
  readonly verify: Latency;
  readonly ratioP50: Spread;
  readonly ratioP99: Spread;
}

type Round = { readonly floor: number[]; readonly verify: number[] };

/** The verify handler beside the bare pair: the same process, the same engine, one after the other, in turns. */
export async function againstFloor(
  engine: BenchEngine,
  { rounds, users, warmUps, loginsPerRound }: Scale,
  onRound: (done: number) => void,
): Promise<AgainstFloor> {
  const service = await startBenchService(engine.endpoint);
  const logins = await prepareLogins(
    service,
    Array.from({ length: Math.min(users, 500) }, (_, index) => index),
  );
  const pair = await preparePairs(service, 500);
  let calls = logins.nextStep();
  let next = 0;

  const takeTurns = async (count: number, onTurn: () => void): Promise<Round> => {
    const round: Round = { floor: [], verify: [] };
    for (let turn = 0; turn < count; turn += 1) {
      if (next === calls.length) [calls, next] = [logins.nextStep(), 0];
      const call = calls[next];
      if (call === undefined) throw new Error("There are no users");
      const invocation = logins.invocation(call);
      round.floor.push(await timed(() => pair.run(next)));
      round.verify.push(await timed(() => logins.verify(invocation)));
      next += 1;
      onTurn();
    }
    return round;
  };

  try {
    const total = warmUps + rounds * loginsPerRound;
    let done = 0;
    const onTurn = (): void => onRound((done += 1) / total);
    await takeTurns(warmUps, onTurn);
    const all: Round[] = [];
    for (let round = 0; round < rounds; round += 1) all.push(await takeTurns(loginsPerRound, onTurn));
    const ratio = (share: number): Spread =>
      spread(all.map(({ floor, verify }) => percentile(verify, share) / percentile(floor, share)));
    return {
      engine: engine.name,
      floor: latency(all.map(({ floor }) => floor)),
      verify: latency(all.map(({ verify }) => verify)),
      ratioP50: ratio(0.5),
      ratioP99: ratio(0.99),
    };
  } finally {
    await service.stop();
  }
}

export const latency = (rounds: readonly (readonly number[])[]): Latency => ({
  p50: spread(rounds.map((millis) => percentile(millis, 0.5))),
  p99: spread(rounds.map((millis) => percentile(millis, 0.99))),
});

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}
