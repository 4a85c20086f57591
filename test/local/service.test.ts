/** @module-tag processes */
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type TOTP, URI } from "otpauth";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { startEngine } from "../../local/dynamodb-engine.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { type LocalOptions, type LocalService, startLocalService } from "../../local/service.ts";
import { createClients } from "../../shared/aws/clients.ts";
import { Issuer } from "../harness/issuer.ts";
import { TestClock } from "../harness/test-clock.ts";

const running: LocalService[] = [];
const directories: string[] = [];
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
});
afterAll(async () => {
  for (const directory of directories) await rm(directory, { recursive: true });
});

const quiet = { LOG_LEVEL: "SILENT" };
async function start(options: LocalOptions = {}): Promise<LocalService> {
  const service = await startLocalService({ ...options, variables: { ...quiet, ...options.variables } });
  running.push(service);
  return service;
}
async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "countersign-test-"));
  directories.push(directory);
  return join(directory, "state");
}

const known = z.looseObject({
  token: z.string().default(""),
  uri: z.string().default(""),
  factor: z.object({ id: z.string() }).optional(),
  events: z.array(z.record(z.string(), z.unknown())).default([]),
});

async function call(url: string, method: string, path: string, options: { token?: string; body?: unknown } = {}) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
      ...(options.body !== undefined && { "content-type": "application/json" }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: known.parse(text === "" ? {} : JSON.parse(text)),
  };
}
const signIn = async (url: string, email = "user@example.com"): Promise<string> => {
  const { body } = await call(url, "POST", "/local/sign-in", {
    body: { email, password: "correct horse battery staple" },
  });
  return body.token;
};

async function enroll(
  url: string,
  token: string,
  clock: TestClock,
): Promise<{ readonly totp: TOTP; readonly accessToken: string }> {
  const { body } = await call(url, "POST", "/v1/factors", { token, body: { type: "totp" } });
  const totp = URI.parse(body.uri) as TOTP;
  const id = body.factor?.id ?? "";
  clock.forward(1);
  const confirmed = await call(url, "POST", `/v1/factors/${id}/confirm`, {
    token,
    body: { code: totp.generate({ timestamp: clock.now() }) },
  });
  expect(confirmed.status).toBe(200);
  return { totp, accessToken: String(confirmed.body["accessToken"]) };
}

describe("the local service", () => {
  it("carries each event through the stream and the bus once, into the activity and the mailbox, without an error", async () => {
    const clock = new TestClock();
    const outputs = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockReturnValue(true));
    const service = await start({ clock, variables: { LOG_LEVEL: "ERROR" } });
    const token = await signIn(service.url);
    const { accessToken } = await enroll(service.url, token, clock);
    await service.drained();
    expect(service.mailbox.mails.map(({ to }) => to)).toEqual(["user@example.com"]);
    expect(outputs.flatMap(({ mock }) => mock.calls.map(String)).filter((line) => line.includes('"ERROR"'))).toEqual(
      [],
    );
    const types = service.events.map((event) => event["detail-type"]);
    expect(types).toEqual(["factor.activated", "factor.enrollment_started"]);
    const { body } = await call(service.url, "GET", "/v1/activity", { token: accessToken });
    expect(body.events.map((event) => event["type"])).toEqual(types);
    const local = await call(service.url, "GET", "/local/events");
    expect(local.body.events).toEqual(service.events);
  });

  it("keeps its state over a restart, so that an authenticator goes on working", async () => {
    const clock = new TestClock();
    const directory = await newDirectory();
    const first = await start({ clock, directory });
    const { totp } = await enroll(first.url, await signIn(first.url), clock);
    await first.stop();
    clock.forward(60);
    const second = await start({ clock, directory });
    const token = await signIn(second.url);
    expect((await call(second.url, "POST", "/v1/login", { token })).body["decision"]).toBe("challenge");
    const code = totp.generate({ timestamp: clock.now() });
    expect((await call(second.url, "POST", "/v1/login/verify", { token, body: { code } })).status).toBe(200);
  });

  it("keeps its master key to itself and never replaces it", async () => {
    const directory = await newDirectory();
    const file = join(directory, "kms-master-key");
    await (await start({ directory })).stop();
    const key = await readFile(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await (await start({ directory })).stop();
    expect(await readFile(file)).toEqual(key);
  });

  it("says so when its directory or its port is taken, and leaves nothing behind", async () => {
    const directory = await newDirectory();
    const { url } = await start({ directory });
    await expect(start({ directory })).rejects.toThrow(/in use by another process/);
    const other = await newDirectory();
    const taken = start({ port: Number(new URL(url).port), directory: other });
    await expect(taken).rejects.toThrow(Mistake);
    await expect(taken).rejects.toThrow(/Port \d+ is taken/);
    await start({ directory: other });
  });

  it("trusts further issuers, after its own and before that of the races", async () => {
    const { services } = await start({ issuers: [new Issuer("idp").settings] });
    expect(services.settings.trustedIssuers.map(({ id }) => id)).toEqual(["local", "idp", "prove"]);
  });

  it("uses the endpoint that the SDK's variables name, and emulates nothing there", async () => {
    const engine = await startEngine({ engine: "dynalite", path: null });
    await engine.createTable("mine");
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", engine.endpoint);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    const clock = new TestClock();
    const service = await start({ clock, external: ["dynamodb"], variables: { TABLE_NAME: "mine" } });
    await enroll(service.url, await signIn(service.url), clock);
    await service.stop();
    const { documents } = createClients();
    const { Items = [] } = await documents.send(new ScanCommand({ TableName: "mine" }));
    documents.destroy();
    await engine.stop();
    expect(Items.map((item) => item["sk"])).toContain("ACCOUNT");
    expect(service.events).toHaveLength(2);
  });

  it("can be given clients that fail, and then fails closed", async () => {
    const service = await start({
      wrapClients: (clients) => {
        clients.documents.middlewareStack.add(() => () => Promise.reject(new Error("down")), { step: "initialize" });
        return clients;
      },
    });
    expect((await call(service.url, "POST", "/v1/login", { token: await signIn(service.url) })).status).toBe(503);
  });

  it("runs beside another one in the same process, and shares nothing with it", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const token = await signIn(one.url);
    expect((await call(one.url, "POST", "/v1/login", { token })).status).toBe(200);
    expect((await call(other.url, "POST", "/v1/login", { token })).status).toBe(401);
  });
});

describe("what only the local run has", () => {
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ url, stop } = await startLocalService({ variables: quiet }));
  });
  afterAll(async () => stop());

  it("shows the SMS that were sent, newest first", async () => {
    const token = await signIn(url);
    await call(url, "POST", "/v1/factors", { token, body: { type: "sms", phoneNumber: "+41791234567" } });
    const { body } = await call(url, "GET", "/local/sms");
    expect(body["messages"]).toEqual([
      { to: "+41791234567", body: expect.stringMatching(/^\d{6} /), at: expect.any(String) },
    ]);
  });

  it("shows the demo users", async () => {
    const { body } = await call(url, "GET", "/local/users");
    expect(body["users"]).toContainEqual(
      expect.objectContaining({ email: "admin@example.com", tenant: "acme", roles: ["admin"] }),
    );
  });

  it.each([
    [
      "an unknown user",
      { email: "nobody@example.com", password: "correct horse battery staple" },
      401,
      "unauthenticated",
    ],
    ["a wrong password", { email: "user@example.com", password: "x" }, 401, "unauthenticated"],
    ["a missing field", { email: "user@example.com" }, 400, "invalid_request"],
    ["an unknown field", { email: "user@example.com", password: "x", admin: true }, 400, "invalid_request"],
    ["a number", 7, 400, "invalid_request"],
    ["too much", { email: "x".repeat(9000), password: "x" }, 413, "payload_too_large"],
  ])("refuses a sign-in with %s", async (_, body, status, code) => {
    const answer = await call(url, "POST", "/local/sign-in", { body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ code, status });
  });

  it.each([
    ["GET", "/local/sign-in", 405],
    ["DELETE", "/local/sms", 405],
    ["GET", "/local", 404],
    ["GET", "/local/constructor", 404],
    ["GET", "/local/%zz", 404],
  ])("%s %s is %i", async (method, path, status) => {
    expect((await call(url, method, path)).status).toBe(status);
  });

  it.each([
    ["GET", "/v1/login", 405],
    ["HEAD", "/v1/factors", 405],
    ["GET", "/v1/%zz", 404],
    ["GET", "/nothing", 404],
  ])("%s %s is answered by the function of unmatched requests: %i", async (method, path, status) => {
    const response = await fetch(`${url}${path}`, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });
});
