/** @module-tag processes */
import type { PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Mistake } from "../../client/command-line/command-line.ts";
import { holdDirectory } from "../../local/directory-lock.ts";
import { engineSentence, startEngine } from "../../local/dynamodb-engine.ts";
import { type LocalOptions, type LocalService, startLocalService } from "../../local/service.ts";
import { TestClock } from "../harness/test-clock.ts";
import { bareEnvironment } from "../harness/bare-environment.ts";

let directory = "";
const stops: (() => Promise<void>)[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "restart-"));
});
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
  await rm(directory, { recursive: true });
  vi.unstubAllEnvs();
});
async function start(options: LocalOptions): Promise<LocalService> {
  const service = await startLocalService({
    onTrouble: () => undefined,
    ...options,
    variables: { LOG_LEVEL: "SILENT", ...options.variables },
  });
  stops.push(() => service.stop());
  return service;
}
const post = async (url: string, path: string, body: object, token = "") =>
  fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
async function signIn({ url }: LocalService): Promise<string> {
  const body = { email: "user@example.com", password: "correct horse battery staple" };
  return ((await (await post(url, "/local/sign-in", body)).json()) as { token: string }).token;
}
async function typesOf({ url }: LocalService, token: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/v1/activity`, { headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { events: { type: string }[] }).events.map(({ type }) => type);
}

/** A process whose events get no further than the table. */
async function killed(clock: TestClock): Promise<void> {
  const service = await start({
    directory,
    clock,
    wrapClients: (clients) => {
      clients.documents.middlewareStack.add(
        (next) => async (args) => {
          const { Item } = args.input as PutCommandInput;
          if (String(Item?.["sk"]).startsWith("EVENT#")) throw new Error("killed");
          return next(args);
        },
        { step: "initialize" },
      );
      return clients;
    },
  });
  expect((await post(service.url, "/v1/factors", { type: "totp" }, await signIn(service))).status).toBe(201);
  await service.stop();
}

describe("events that a killed process took along", () => {
  it("are carried on at the next start, once", async () => {
    const clock = new TestClock();
    await killed(clock);
    const next = await start({ directory, clock });
    await next.drained();
    expect(next.events.map((event) => event["detail-type"])).toEqual(["factor.enrollment_started"]);
    expect(await typesOf(next, await signIn(next))).toEqual(["factor.enrollment_started"]);
    await next.stop();
    const last = await start({ directory, clock });
    await last.drained();
    expect(last.events).toEqual([]);
  });

  it("are left alone after a day, as DynamoDB's own stream forgets them", async () => {
    const clock = new TestClock();
    await killed(clock);
    clock.forward(24 * 3600 + 1);
    const next = await start({ directory, clock });
    await next.drained();
    expect(next.events).toEqual([]);
  });
});

describe("a table at another endpoint", () => {
  const elsewhere = async (): Promise<{ createTable(name: string): Promise<void> }> => {
    const engine = await startEngine({ engine: "dynalite", path: null });
    stops.push(() => engine.stop());
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", engine.endpoint);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    return engine;
  };
  const external = ["dynamodb"] as const;

  it("that is missing stops the start with what to do, and is made on request", async () => {
    await elsewhere();
    const missing = start({ external, variables: { TABLE_NAME: "mine" } });
    await expect(missing).rejects.toThrow(Mistake);
    await expect(missing).rejects.toThrow(/There is no table mine\. Make it with CREATE_TABLE=1/);
    const service = await start({ external, createTable: true, variables: { TABLE_NAME: "mine" } });
    expect((await post(service.url, "/v1/factors", { type: "totp" }, await signIn(service))).status).toBe(201);
  });

  it("that holds data of another master key stops the start; one that is empty does not", async () => {
    const engine = await elsewhere();
    await engine.createTable("countersign");
    const first = await start({ external });
    await (await start({ external })).stop();
    await post(first.url, "/v1/factors", { type: "totp" }, await signIn(first));
    await first.stop();
    await expect(start({ external })).rejects.toThrow(/holds data of another master key/);
  });

  it("that cannot be reached stops the start", async () => {
    await elsewhere();
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1");
    await expect(start({ external })).rejects.toThrow(/cannot be looked at/);
  });
});

it("a directory that lost its master key stops the start", async () => {
  await killed(new TestClock());
  await unlink(join(directory, "kms-master-key"));
  await expect(start({ directory })).rejects.toThrow(/holds data of another master key/);
});

describe("a directory", () => {
  it("whose holder died is held by one of many that start at once", async () => {
    const lock = new URL("../../local/directory-lock.ts", import.meta.url).href;
    const script = `const { holdDirectory } = await import(${JSON.stringify(lock)});
      await holdDirectory(${JSON.stringify(directory)}, "darwin"); console.log("held"); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    stops.push(async () => void child.kill("SIGKILL"));
    await once(child.stdout, "data");
    await expect(holdDirectory(directory, "darwin")).rejects.toThrow(/in use by another process/);
    child.kill("SIGKILL");
    await once(child, "close");
    const starts = await Promise.allSettled(Array.from({ length: 5 }, async () => holdDirectory(directory, "darwin")));
    const held = starts.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(held).toHaveLength(1);
    await expect(holdDirectory(directory, "darwin")).rejects.toThrow(/in use by another process/);
    for (const release of held) await release();
    await (
      await holdDirectory(directory, "darwin")
    )();
  });

  it("is held by one of many here too", async () => {
    const starts = await Promise.allSettled(Array.from({ length: 5 }, async () => holdDirectory(directory)));
    const held = starts.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(held).toHaveLength(1);
    for (const release of held) await release();
  });

  it.each([
    ["file", "a file has this name"],
    ["file/state", "a part of its path is a file"],
  ])("that cannot be one (%s) is told in a sentence", async (path, why) => {
    await writeFile(join(directory, "file"), "");
    const wrong = start({ directory: join(directory, path) });
    await expect(wrong).rejects.toThrow(Mistake);
    await expect(wrong).rejects.toThrow(why);
  });

  it("with broken data ends npm start with a sentence", async () => {
    await mkdir(join(directory, "dynalite"));
    await writeFile(join(directory, "dynalite", "CURRENT"), "garbage");
    const child = spawn(process.execPath, ["local/main.ts"], {
      env: { ...bareEnvironment, PORT: "0", COUNTERSIGN_DATA: directory },
      stdio: ["ignore", "ignore", "pipe"],
    });
    stops.push(async () => void child.kill("SIGKILL"));
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining("cannot be used. Name another") });
    expect(errors).not.toContain("    at ");
  });

  it("on a full disk is told apart from broken data, and a bug from both", () => {
    const full = Object.assign(new Error("IO error: /x/dynalite/000003.log: No space left on device"), {
      code: "LEVEL_IO_ERROR",
    });
    expect(engineSentence(full, "/x")).toContain("The disk of /x is full.");
    expect(engineSentence(new TypeError("x is not a function"), "/x")).toBeNull();
  });
});
