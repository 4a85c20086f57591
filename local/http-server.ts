import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Mistake } from "../client/command-line/command-line.ts";
import { cors } from "../shared/contract/routes.ts";

/** Milliseconds, longer than clients keep an idle connection: one that is closed just as it is used again looks like a failure. */
const keepAliveTimeout = 65_000;

/** A whole request. `path` and `query` are as sent, still percent-encoded. */
export interface Received {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Lower-case names; a header sent twice has two values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly millis: number;
}

export interface HttpServer {
  readonly url: string;
  /** Requests that came before wait for this. */
  serve(answer: (request: Received) => Promise<Answer>): void;
  stop(): Promise<void>;
}

/** How long an answer may hold up the end of the service. */
const mostMillisOfAnswer = 10_000;

/** As API Gateway: 10 MB. */
const maxBodyBytes = 10 * 1024 * 1024;

export const gatewayAnswer = (status: number, message: string): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message }),
});

/** Null: larger than the gateway takes. What is too much is read and dropped, so that the client gets to read the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks) : null;
}

function received(request: IncomingMessage, body: Buffer): Received {
  const target = request.url?.startsWith("/") ? request.url : "/";
  const cut = target.indexOf("?");
  return {
    id: randomUUID(),
    method: request.method ?? "GET",
    path: cut < 0 ? target : target.slice(0, cut),
    query: cut < 0 ? "" : target.slice(cut + 1),
    headers: Object.fromEntries(Object.entries(request.headersDistinct).map(([name, values]) => [name, values ?? []])),
    body,
    sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
  };
}

export async function startHttpServer({
  port,
  onAnswered,
}: {
  readonly port: number;
  readonly onAnswered?: (answered: Answered) => void;
}): Promise<HttpServer> {
  const ready = Promise.withResolvers<(request: Received) => Promise<Answer>>();
  /** Their clients may be gone: what they work with must not go before they are done. */
  const underWay = new Set<Promise<Answer>>();
  const answerTo = async (request: Received): Promise<Answer> => {
    const answer = await ready.promise;
    const work = answer(request).catch(() => gatewayAnswer(500, "Internal Server Error"));
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const since = performance.now();
    await ready.promise;
    const body = await readBody(request);
    const whole = received(request, body ?? Buffer.alloc(0));
    const reply = body === null ? gatewayAnswer(413, "Request Entity Too Large") : await answerTo(whole);
    response.writeHead(reply.status, { ...reply.headers, "apigw-requestid": whole.id });
    response.end(reply.body);
    onAnswered?.({
      method: whole.method,
      path: whole.path,
      status: reply.status,
      millis: Math.round(performance.now() - since),
    });
  };

  const server = createServer({ keepAliveTimeout }, (request, response) => {
    response.on("error", () => {});
    // A client that goes away in the middle ends up here: there is nobody left to answer.
    handle(request, response).catch(() => response.destroy());
  });
  const actualPort = await listen(server, port);
  return {
    url: `http://127.0.0.1:${actualPort}`,
    serve: ready.resolve,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      });
      await Promise.race([Promise.all(underWay), pause(mostMillisOfAnswer, undefined, { ref: false })]);
    },
  };
}

const sentences: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: (port) =>
    `Port ${port} is taken by another program. Choose another with PORT=8788, or PORT=0 for any free one.`,
  EACCES: (port) =>
    `Port ${port} may not be used by this account. Choose another with PORT=8787, or PORT=0 for any free one.`,
};

/** Listens on this machine only, and says on which port (0: any free one). */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const sentence = sentences[error.code ?? ""];
      reject(sentence === undefined ? error : new Mistake(sentence(port)));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("The server listens on no port."));
      else resolve(address.port);
    });
  });

/**
 * CORS around everything, as an HTTP API with a `$default` route does it for a list of exact origins: that route catches preflights too, so
 * a function answers them, and the gateway adds the headers. An empty list: no CORS at all. `onRefused` hears once of each origin that may not.
 */
export function withCors(
  origins: readonly string[],
  answer: (request: Received) => Promise<Answer>,
  onRefused: (origin: string) => void = () => {},
): (request: Received) => Promise<Answer> {
  const named = new Set<string>();
  return async (request) => {
    const [origin] = request.headers["origin"] ?? [];
    const allowed =
      origin !== undefined && origins.includes(origin)
        ? { "access-control-allow-origin": origin, vary: "origin" }
        : null;
    const isPreflight =
      request.method === "OPTIONS" &&
      origin !== undefined &&
      request.headers["access-control-request-method"] !== undefined;
    // The browser tells its page nothing but a failed call.
    if (isPreflight && allowed === null && !named.has(origin)) onRefused(origin);
    if (isPreflight) named.add(origin);
    if (origins.length === 0) return answer(request);
    const { headers, ...rest } = await answer(request);
    const granted = isPreflight
      ? {
          "access-control-allow-methods": cors.methods.join(","),
          "access-control-allow-headers": cors.requestHeaders.join(","),
          "access-control-max-age": String(cors.maxAgeSeconds),
        }
      : { "access-control-expose-headers": cors.exposedHeaders.join(",") };
    return { ...rest, headers: allowed === null ? headers : { ...headers, ...allowed, ...granted } };
  };
}

const loopback = /^(localhost|([\w-]+\.)+localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * DNS rebinding: a page of another site gives its own name the address of this machine and then reads what is here, codes included.
 * Its browser still sends that name (RFC 9110 section 7.2), so only the names of this machine and `others` are answered.
 */
export const underOwnNames =
  (others: readonly string[], answer: (request: Received) => Promise<Answer>) =>
  async (request: Received): Promise<Answer> => {
    const [host = ""] = request.headers["host"] ?? [];
    return loopback.test(host) || others.includes(host.toLowerCase())
      ? answer(request)
      : gatewayAnswer(421, "The local run answers as localhost and 127.0.0.1 only; SERVICE_ISSUER adds a name.");
  };

/** Lets programs through and refuses every page: a browser says where a request comes from, an SDK does not. */
export function refusePages(server: Server): Server {
  const answers = server.listeners("request") as RequestListener[];
  return server.removeAllListeners("request").on("request", (request, response) => {
    const { origin, host = "", "sec-fetch-site": site } = request.headers;
    if (origin === undefined && site === undefined && loopback.test(host))
      for (const answer of answers) answer(request, response);
    else response.writeHead(403).end();
  });
}
