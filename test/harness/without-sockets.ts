import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import type { Clients } from "../../shared/aws/clients.ts";

interface SdkRequest {
  readonly method: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}
interface SdkResponse {
  readonly response: { readonly statusCode: number; readonly headers: object; readonly body: Uint8Array };
}
interface Handler {
  handle(request: SdkRequest, options?: { readonly abortSignal?: AbortSignal }): Promise<SdkResponse>;
  destroy?(): void;
}
interface Signer {
  sign(request: SdkRequest, options: unknown): Promise<SdkRequest>;
}
interface Wiring {
  requestHandler: Handler;
  signer(scheme: unknown): Promise<Signer>;
}
interface Client {
  readonly config: Wiring;
  readonly middlewareStack: { remove(name: string): boolean };
}
/** What the SDK tells AWS about its caller, which no emulator reads. */
const aboutCaller = ["getUserAgentMiddleware", "recursionDetectionMiddleware"];

/**
 * Hands the SDK's requests to the emulated AWS of this process, unsigned and without a socket: most of the work of a call was there.
 * Other addresses, as that of DynamoDB Local, are called as ever.
 */
export function withoutSockets(clients: Clients, servers: readonly Server[]): Clients {
  const byPort = new Map(servers.map((server) => [(server.address() as AddressInfo).port, server]));
  for (const { config, middlewareStack } of Object.values(clients) as readonly Client[]) {
    for (const name of aboutCaller) middlewareStack.remove(name);
    const overSockets = config.requestHandler;
    const ownSigner = config.signer.bind(config);
    config.requestHandler = Object.assign(Object.create(overSockets) as Handler, {
      handle: async (request: SdkRequest, options?: { readonly abortSignal?: AbortSignal }) => {
        const server = byPort.get(request.port ?? 0);
        if (server === undefined) return overSockets.handle(request, options);
        // As over a socket, others get their turn first; not always as many of them.
        for (let turns = Math.random() < 0.5 ? 1 : 2; turns > 0; turns -= 1) await turn();
        options?.abortSignal?.throwIfAborted();
        return answerOf(server, request);
      },
    });
    // DynamoDB Local tells its tables apart by the signature's key and Region.
    config.signer = async (scheme) => ({
      sign: async (request, options) =>
        byPort.has(request.port ?? 0) ? signed(request) : (await ownSigner(scheme)).sign(request, options),
    });
  }
  return clients;
}

/** Emulators ask for a signature and do not check it. */
function signed(request: SdkRequest): SdkRequest {
  request.headers["authorization"] = "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=none";
  request.headers["x-amz-date"] = "20260101T000000Z";
  return request;
}

async function answerOf(server: Server, { method, path, headers, body }: SdkRequest): Promise<SdkResponse> {
  if (!server.listening) throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const bytes =
    typeof body === "object" ? Buffer.from(body.buffer, body.byteOffset, body.length) : Buffer.from(body ?? "");
  return new Promise((answer, fail) => {
    const request = Object.assign(new EventEmitter(), {
      method,
      url: path,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      async *[Symbol.asyncIterator]() {
        yield bytes;
      },
    });
    const sent: Record<string, string> = {};
    const response = {
      statusCode: 200,
      setHeader(name: string, value: unknown) {
        sent[name.toLowerCase()] = String(value);
      },
      writeHead(status: number, more: object) {
        this.statusCode = status;
        Object.assign(sent, more);
        return this;
      },
      end(text = "") {
        answer({ response: { statusCode: this.statusCode, headers: sent, body: Buffer.from(text) } });
      },
      destroy: () => fail(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" })),
    };
    server.emit("request", request, response);
    request.emit("data", bytes);
    request.emit("end");
  });
}
