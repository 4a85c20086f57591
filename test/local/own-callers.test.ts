import { request } from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import { startAwsEndpoint } from "../../local/aws-endpoint.ts";
import { startEngine } from "../../local/dynamodb-engine.ts";
import { startLocalService } from "../../local/service.ts";

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

/** The status of a GET under a name of the caller's choice, as a browser sends it after DNS rebinding. */
const statusUnder = async (url: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url);
    request({ hostname, port, path: pathname, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });

describe("a page whose name was rebound to this machine", async () => {
  const service = await startLocalService({
    variables: { LOG_LEVEL: "SILENT", SERVICE_ISSUER: "https://2fa.tunnel.example" },
  });
  stops.push(() => service.stop());
  const { port } = new URL(service.url);

  it.each(["/local/sms", "/local/mail", "/local/users", "/health", "/"])("reads nothing at %s", async (path) => {
    expect(await statusUnder(`${service.url}${path}`, { host: `evil.example:${port}` })).toBe(421);
    expect(await statusUnder(`${service.url}${path}`, { host: `127.0.0.1.evil.example:${port}` })).toBe(421);
  });

  it.each(["127.0.0.1", "localhost:8787", "LOCALHOST", "shop.localhost:1", "[::1]:8787", "2fa.tunnel.example"])(
    "is not what %s is",
    async (host) => {
      expect(await statusUnder(`${service.url}/health`, { host })).toBe(200);
    },
  );
});

describe("the engine and the emulated AWS services answer programs only", async () => {
  const engine = await startEngine({ engine: "dynalite", path: null });
  const aws = await startAwsEndpoint({ json: {}, query: {}, rest: { "GET /": () => ({}) } });
  stops.push(
    () => engine.stop(),
    () => aws.stop(),
  );

  it.each([
    ["a page's call", { origin: "https://evil.example" }],
    ["a page's picture", { "sec-fetch-site": "cross-site" }],
    ["a rebound name", { host: "evil.example" }],
  ])("%s is refused", async (_, headers) => {
    expect(await statusUnder(engine.endpoint, headers)).toBe(403);
    expect(await statusUnder(aws.url, headers)).toBe(403);
  });

  it("an SDK is answered", async () => {
    expect(await statusUnder(engine.endpoint, {})).toBe(200);
    expect(await statusUnder(aws.url, {})).not.toBe(403);
  });
});
