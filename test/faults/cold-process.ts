import { randomUUID } from "node:crypto";
import { defaultFunction, loadFunctions } from "../../local/functions.ts";
import { gateway, matchRoute } from "../../local/gateway.ts";
import { composeServices } from "../../shared/runtime/compose.ts";
import type { Answer } from "../harness/called-service.ts";
import { RunningService } from "../harness/running-service.ts";

/** While it is cold each call meets a process that has just started: no key, no policy and no signing key is in its memory. */
export class ColdService extends RunningService {
  isCold = false;

  async cold<T>(work: () => Promise<T>): Promise<T> {
    this.isCold = true;
    try {
      return await work();
    } finally {
      this.isCold = false;
    }
  }

  override async raw(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    if (!this.isCold) return super.raw(method, path, init);
    const { services } = this.local;
    const { settings, telemetry } = services;
    const composed = composeServices({ settings, telemetry, clients: this.aws.clients, clock: this.clock });
    // A process that has just started has all of the SDK's budget of repetitions.
    for (const { config } of [this.aws.clients.documents, this.aws.clients.kms])
      Object.assign(await config.retryStrategy(), { capacity: 500 });
    const [bare = "", query = ""] = path.split("?");
    const headers = [...new Headers(init.headers)].map(([name, value]) => [name, [value]] as const);
    const name = matchRoute(method, bare)?.route.function ?? defaultFunction;
    const answer = await gateway({
      functions: await loadFunctions({ ...services, ...composed }, [name]),
      clock: this.clock,
      onFailure: (failed, cause) => {
        throw new Error(`${failed} failed`, { cause });
      },
    })({
      id: randomUUID(),
      method,
      path: bare,
      query,
      headers: Object.fromEntries(headers),
      body: Buffer.from(typeof init.body === "string" ? init.body : ""),
      sourceIp: "127.0.0.1",
    });
    const text = answer.body.toString();
    const isJson = answer.headers["content-type"]?.includes("json") ?? false;
    return {
      status: answer.status,
      headers: new Headers({ ...answer.headers }),
      text,
      body: isJson && text !== "" ? (JSON.parse(text) as Answer["body"]) : {},
    };
  }
}
