import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { percentile } from "../statistics.ts";
import type { LoadRequest } from "./server-child.ts";

export interface LoadOrder {
  readonly url: string;
  /** JSON array of prepared requests. */
  readonly file: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly errors: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Each connection sends its next request when the last one is answered, until the time or the requests run out. */
async function load({ url, file, connections, seconds }: LoadOrder): Promise<LoadResult> {
  const requests = JSON.parse(readFileSync(file, "utf8")) as readonly LoadRequest[];
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const millis: number[] = [];
  let [next, errors] = [0, 0];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const connection = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const one = requests[next];
      next += 1;
      if (one === undefined) return;
      const sentAt = performance.now();
      const status = await send(agent, url, one).catch(() => 0);
      millis.push(performance.now() - sentAt);
      if (status !== 200) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const elapsed = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return {
    perSecond: (millis.length - errors) / elapsed,
    errors,
    p50: percentile(millis, 0.5),
    p99: percentile(millis, 0.99),
  };
}

const send = (agent: Agent, url: string, { path, headers, body }: LoadRequest): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(
      url + path,
      { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (response) => {
        response.on("error", reject).on("end", () => resolve(response.statusCode ?? 0));
        response.resume();
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });

process.on("message", (order: LoadOrder) => {
  void load(order).then((result) => process.send?.(result));
});
