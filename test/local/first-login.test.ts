/** @module-tag processes */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { promisify } from "node:util";
import { type LocalService, startLocalService } from "../../local/service.ts";
import { TestClock } from "../harness/test-clock.ts";

const clock = new TestClock();
let service: LocalService;
beforeAll(async () => {
  service = await startLocalService({ clock, variables: { LOG_LEVEL: "SILENT" } });
});
afterAll(async () => service.stop());

const play = async (): Promise<string> => {
  const { stdout } = await promisify(execFile)("sh", ["docs/examples/first-login.sh"], {
    env: { PATH: process.env["PATH"], URL: service.url },
  });
  return stdout;
};

const page = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const [, shown = ""] = /^It prints [^]*?```\n([^]*?)\n```/m.exec(page) ?? [];

/** The fields of an answer without their values; of a list its first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.entries(value).map(([name, one]) => [name, shapeOf(one)]);
}
const shapes = (printed: string): readonly unknown[] =>
  printed.split("\n").map((line) => (line.startsWith("{") ? shapeOf(JSON.parse(line)) : line));

it("the first script ends with a completed login, at every run", async () => {
  const first = await play();
  expect(first).toMatch(/2\. Nothing[^]*"backupCodes"[^]*3\. The next[^]*"challenge"[^]*4\. With[^]*"method":"sms"/);
  expect(first).not.toContain("urn:countersign:problem");
  expect(shapes(shown)).toEqual(shapes(first.trimEnd()));
  // The next SMS to the same phone may go out after a minute.
  clock.forward(60);
  const second = await play();
  expect(second).toMatch(/"decision":"challenge"[^]*4\. With[^]*"method":"sms"/);
  expect(second).not.toContain("urn:countersign:problem");
});
