import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { PublishCommand } from "@aws-sdk/client-sns";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createClients } from "../../shared/aws/clients.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
/** A service that refuses with `status` and counts. */
async function refusing(status: number) {
  const service = { requests: 0, address: { endpoint: "", region: "local", credentials } };
  service.address.endpoint = await serve((_, response) => {
    service.requests += 1;
    response.writeHead(status).end("{}");
  });
  return service;
}

describe("the clients", () => {
  it("find their service, region and credentials by the standard variables where nothing is passed", async () => {
    const seen: string[] = [];
    const endpoint = await serve((request, response) => {
      seen.push(request.headers.authorization ?? "");
      response.end("{}");
    });
    vi.stubEnv("AWS_ENDPOINT_URL_KMS", endpoint);
    vi.stubEnv("AWS_REGION", "eu-test-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "fromvariable");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    await createClients().kms.send(new DescribeKeyCommand({ KeyId: "k" }));
    expect(seen[0]).toMatch(/Credential=fromvariable\/\d+\/eu-test-1\/kms\//);
  });

  it("ask three times where an answer fails", async () => {
    const kms = await refusing(500);
    await expect(
      createClients({ kms: kms.address }).kms.send(new DescribeKeyCommand({ KeyId: "k" })),
    ).rejects.toThrow();
    expect(kms.requests).toBe(3);
    const bus = await refusing(500);
    const { eventBridge } = createClients({ eventBridge: bus.address });
    await expect(eventBridge.send(new PutEventsCommand({ Entries: [{ Detail: "{}" }] }))).rejects.toThrow();
    expect(bus.requests).toBe(3);
  });

  it("publish an SMS once, however the answer fails", async () => {
    const sns = await refusing(500);
    await expect(createClients({ sns: sns.address }).sns.send(new PublishCommand({ Message: "m" }))).rejects.toThrow();
    expect(sns.requests).toBe(1);
  });

  it("hand an e-mail over once, however the answer fails", async () => {
    const ses = await refusing(500);
    const { sesv2 } = createClients({ sesv2: ses.address });
    await expect(sesv2.send(new SendEmailCommand({ Content: {} }))).rejects.toThrow();
    expect(ses.requests).toBe(1);
  });

  it("publish each SMS on a connection of its own: one kept open may be dead by then, and nothing is tried twice", async () => {
    const answered = new WeakSet<object>();
    const endpoint = await serve(({ socket }, response) => {
      if (answered.has(socket)) socket.destroy();
      answered.add(socket);
      response.end("<PublishResponse/>");
    });
    const { sns } = createClients({ sns: { endpoint, region: "local", credentials } });
    for (let nth = 0; nth < 3; nth += 1)
      await expect(sns.send(new PublishCommand({ Message: "m" }))).resolves.toBeDefined();
  });

  it("do not wait for ever for a service that takes the request and never answers", async () => {
    const endpoint = await serve(() => {});
    const { sns } = createClients({ sns: { endpoint, region: "local", credentials } });
    const started = performance.now();
    await expect(sns.send(new PublishCommand({ Message: "m" }))).rejects.toMatchObject({ name: "TimeoutError" });
    expect(performance.now() - started).toBeLessThan(5900);
  });

  it("leave out undefined attributes", async () => {
    const bodies: string[] = [];
    const endpoint = await serve((request, response) => {
      request
        .setEncoding("utf8")
        .on("data", (chunk: string) => bodies.push(chunk))
        .on("end", () => response.end("{}"));
    });
    const { documents } = createClients({ dynamodb: { endpoint, region: "local", credentials } });
    await documents.send(new PutCommand({ TableName: "t", Item: { pk: "1", map: { gone: undefined } } }));
    expect(JSON.parse(bodies.join(""))).toEqual({ TableName: "t", Item: { pk: { S: "1" }, map: { M: {} } } });
  });
});
