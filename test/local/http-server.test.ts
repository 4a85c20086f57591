import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Answer, type HttpServer, type Received, startHttpServer, withCors } from "../../local/http-server.ts";

const servers: HttpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

const echo = async ({ method, path, body }: Received): Promise<Answer> => ({
  status: 200,
  headers: { "content-type": "text/plain" },
  body: `${method} ${path} ${body.length}`,
});
async function serving(answer: (request: Received) => Promise<Answer>): Promise<HttpServer> {
  const server = await startHttpServer({ port: 0 });
  servers.push(server);
  server.serve(answer);
  return server;
}

describe("the server", () => {
  it("cuts a body of more than 10 MB off, as the gateway does", async () => {
    const { url } = await serving(echo);
    const response = await fetch(url, { method: "POST", body: new Uint8Array(10 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: "Request Entity Too Large" });
  });

  it("answers 500 without a reason when an answer fails, and goes on", async () => {
    const { url } = await serving(async ({ path }) => {
      if (path === "/bad") throw new Error("secret");
      return { status: 204, headers: {}, body: "" };
    });
    const failed = await fetch(`${url}/bad`);
    expect([failed.status, await failed.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect((await fetch(url)).status).toBe(204);
  });

  it("ends once it has finished what was asked by a client that has gone", async () => {
    const [asked, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<Answer>()];
    const server = await serving(async () => {
      asked.resolve();
      return gone.promise;
    });
    const client = new AbortController();
    const call = fetch(server.url, { signal: client.signal }).catch(() => null);
    await asked.promise;
    client.abort();
    await call;
    const order: string[] = [];
    const end = server.stop().then(() => order.push("ended"));
    // So many turns are more than the server needs to see that its client has gone.
    for (let turns = 0; turns < 200; turns += 1) await new Promise(setImmediate);
    order.push("finished");
    gone.resolve({ status: 204, headers: {}, body: "" });
    await end;
    expect(order).toEqual(["finished", "ended"]);
  });

  it("answers bytes as bytes", async () => {
    const { url } = await serving(async () => ({ status: 200, headers: {}, body: Buffer.from([0, 255]) }));
    expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  it.each([
    ["goes away in the middle of the body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"],
    ["sends no HTTP", "\0\0\0\r\n\r\n"],
  ])("survives a client that %s", async (_, bytes) => {
    const { url } = await serving(echo);
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.end(bytes);
    socket.resume();
    await once(socket, "close");
    expect(await (await fetch(`${url}/still`)).text()).toBe("GET /still 0");
  });

  it("lets requests wait until there is something to serve them", async () => {
    const server = await startHttpServer({ port: 0 });
    servers.push(server);
    const early = fetch(`${server.url}/early`);
    server.serve(echo);
    expect(await (await early).text()).toBe("GET /early 0");
  });
});

describe("CORS", () => {
  const allowed = "https://app.example";
  const preflight = { origin: allowed, "access-control-request-method": "POST" };
  const ask = async (origins: readonly string[], method: string, headers: Record<string, string>) => {
    const { url } = await serving(withCors(origins, echo));
    return fetch(url, { method, headers });
  };

  it("hands the preflight on, as an HTTP API with a $default route does, and adds what an allowed origin may", async () => {
    const response = await ask([allowed], "OPTIONS", preflight);
    expect(await response.text()).toBe("OPTIONS / 0");
    expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
    expect(response.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(response.headers.get("access-control-allow-methods")).toContain("PATCH");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it.each(["https://app.example.evil", "http://app.example", "https://APP.example", "null"])(
    "grants %s nothing",
    async (origin) => {
      const before = await ask([allowed], "OPTIONS", { ...preflight, origin });
      const after = await ask([allowed], "GET", { origin });
      expect(before.headers.get("access-control-allow-origin")).toBeNull();
      expect(after.headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("lets an allowed origin read the answer", async () => {
    const response = await ask([allowed], "GET", { origin: allowed });
    expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
    expect(response.headers.get("access-control-expose-headers")).toContain("retry-after");
  });

  it.each([{ origins: [] }, { origins: [allowed] }])(
    "with $origins, names each origin that may not, once",
    async ({ origins }) => {
      const refused: string[] = [];
      const { url } = await serving(withCors(origins, echo, (origin) => refused.push(origin)));
      const asking = ["http://127.0.0.1:3000", "http://127.0.0.1:3000", "http://localhost:3000", ...origins];
      for (const origin of asking) await fetch(url, { method: "OPTIONS", headers: { ...preflight, origin } });
      expect(refused).toEqual(["http://127.0.0.1:3000", "http://localhost:3000"]);
    },
  );

  it("is off where no origin is set: OPTIONS is a method like another", async () => {
    expect(await (await ask([], "OPTIONS", preflight)).text()).toBe("OPTIONS / 0");
  });
});
