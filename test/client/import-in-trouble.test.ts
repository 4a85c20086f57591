import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { base64url } from "../identity/world.ts";
import { inProcess } from "./admin-command.ts";

const folder = mkdtempSync(join(tmpdir(), "import-"));
afterAll(() => rmSync(folder, { recursive: true }));

let nth = 0;
let csv = "";
beforeEach(() => {
  csv = join(folder, `${(nth += 1)}.csv`);
});
const report = () =>
  readFileSync(`${csv}.report.jsonl`, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line) as { result: string });

describe("a service that is in trouble", () => {
  /** Answers in turn, the last for ever. */
  async function troubled(
    ...answers: readonly (readonly [status: number, body: object, headers?: Record<string, string>])[]
  ) {
    let asked = 0;
    const server = createServer((request, response) => {
      const [status, body, headers] = answers[Math.min(asked, answers.length - 1)] ?? [500, {}];
      asked += 1;
      request
        .resume()
        .on("end", () =>
          response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body)),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, asked: () => asked, stop: () => server.close() };
  }
  const registered = { userId: "a", ok: true, known: true };
  const ok = [200, { results: Array.from({ length: 100 }, () => registered) }] as const;
  const token = `e30.${base64url({ exp: 4_000_000_000 })}.x`;
  const importFrom = async (url: string) => inProcess(["import", csv, "--json"], { url, token });

  it("by throttling is waited for", async () => {
    writeFileSync(csv, "userId,phoneNumber\na,+41791234567\n");
    const { url, asked, stop } = await troubled([429, { message: "Too Many Requests" }], [429, {}], ok);
    expect(JSON.parse((await importFrom(url)).output)).toMatchObject({ done: 1, failed: 0 });
    expect(asked()).toBe(3);
    stop();
  });

  it("by no longer accepting the token ends the import, which goes on later", async () => {
    writeFileSync(
      csv,
      ["userId,phoneNumber", ...Array.from({ length: 400 }, (_, row) => `u${row},+41791234567`)].join("\n"),
    );
    const refusal = {
      type: "urn:countersign:problem:unauthenticated",
      title: "t",
      status: 401,
      code: "unauthenticated",
      detail: "d",
      requestId: "r",
    };
    const { url, asked, stop } = await troubled(ok, ok, [401, refusal]);
    const ended = await importFrom(url);
    expect(ended.code).toBe(1);
    expect(ended.errors).toContain("Stopped. What is done stands in the report");
    expect(JSON.parse(ended.errors.trim().split("\n").at(-1) ?? "")).toMatchObject({
      problem: { code: "unauthenticated" },
    });
    expect(asked()).toBe(3);
    expect(report().every(({ result }) => result === "done")).toBe(true);
    expect(report()).toHaveLength(200);
    stop();
  });
});
