/** @module-tag processes */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { bareEnvironment } from "../harness/bare-environment.ts";

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

const run = (script: string, variables: Record<string, string>, args: readonly string[] = []) => {
  const child = spawn(process.execPath, [`local/${script}.ts`, ...args], {
    env: { ...bareEnvironment, PORT: "0", COUNTERSIGN_DATA: "memory", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  return child;
};
async function ended(child: ReturnType<typeof run>) {
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { output, errors, code: code as number | null };
}

describe("npm start", () => {
  it("says in one line that it is up, logs in JSON, and ends clean on SIGTERM", async () => {
    const child = run("main", { LOG_FORMAT: "json" });
    const end = ended(child);
    const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    const ready = JSON.parse(line) as { ready: boolean; url: string };
    expect(ready).toEqual({ ready: true, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
    expect((await fetch(`${ready.url}/health`)).status).toBe(200);
    child.kill("SIGTERM");
    const { output, errors, code } = await end;
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    for (const one of output.trim().split("\n")) expect(() => JSON.parse(one) as unknown).not.toThrow();
  });

  it("ends with npm, which hands a signal to its shell only", async () => {
    const shell = spawn("sh", ["-c", `"${process.execPath}" local/main.ts; :`], {
      env: {
        ...bareEnvironment,
        PORT: "0",
        COUNTERSIGN_DATA: "memory",
        LOG_FORMAT: "json",
        npm_lifecycle_event: "start",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    started.push(shell);
    // Its output closes only when the last process that holds it is gone, and that is the service.
    const closed = once(shell, "close");
    await once(shell.stdout.setEncoding("utf8"), "data");
    shell.kill("SIGTERM");
    await closed;
    expect(shell.signalCode).toBe("SIGTERM");
  });

  it("tells people what they need, with a request that works when it is pasted, shows requests without query or body, and ends clean on SIGINT", async () => {
    const child = run("main", {});
    const end = ended(child);
    const [banner] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(banner)?.[0] ?? "";
    expect(banner).toContain("admin@example.com");
    expect(banner).toContain("correct horse battery staple");
    expect(banner).toContain(`POST ${url}/local/clock`);
    const commands = /TOKEN=[\s\S]*\$TOKEN"/.exec(banner)?.[0] ?? "";
    const pasted = spawn("sh", ["-c", commands]);
    expect(JSON.parse(await text(pasted.stdout))).toMatchObject({ decision: "allow" });
    await fetch(`${url}/health?secret=1`);
    child.kill("SIGINT");
    const { output, errors, code } = await end;
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toMatch(/GET +\/health 400 \d+ ms/);
    expect(output).not.toContain("secret");
  });

  it.each([
    [{ PORT: "http" }, "PORT must be a port from 0 to 65535"],
    [{ TOTP_WINDOW: "7" }, "TOTP_WINDOW"],
    [{ DYNAMODB_ENGINE: "dynamodb-local", PATH: "/nowhere" }, "needs Java"],
    [{ TABLE_NAME: "a name that no table has" }, "TABLE_NAME"],
  ])("ends with one sentence and code 1 on %j", async (variables, sentence) => {
    const { output, errors, code } = await ended(run("main", variables));
    expect(code).toBe(1);
    expect(output).toBe("");
    expect(errors).toContain(sentence);
    expect(errors).not.toContain("    at ");
  });

  it("ends with one sentence and code 1 when the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { errors, code } = await ended(run("main", { PORT: String(port) }));
    other.close();
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringContaining(`Port ${port} is taken`) });
  });

  it("explains itself, and refuses what it does not know", async () => {
    const help = await ended(run("main", {}, ["--help"]));
    expect(help).toMatchObject({ code: 0, errors: "", output: expect.stringContaining("COUNTERSIGN_DATA") });
    expect(await ended(run("main", {}, ["--prot=1"]))).toMatchObject({
      code: 1,
      errors: expect.stringContaining("--prot=1"),
    });
  });
});

describe("npm run tour", () => {
  it("plays every story to its end", async () => {
    const { output, errors, code } = await ended(run("tour", {}));
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain("All went as it should.");
    expect(output).not.toContain("✗");
  }, 60_000);
});
