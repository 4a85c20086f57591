/** @module-tag processes */
import { execFile } from "node:child_process";
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

it("the first script ends with a completed login, at every run", async () => {
  const first = await play();
  expect(first).toMatch(/2\. Nothing[^]*"backupCodes"[^]*3\. The next[^]*"challenge"[^]*4\. With[^]*"method":"sms"/);
  expect(first).not.toContain("urn:countersign:problem");
  // The next SMS to the same phone may go out after a minute.
  clock.forward(60);
  const second = await play();
  expect(second).toMatch(/"decision":"challenge"[^]*4\. With[^]*"method":"sms"/);
  expect(second).not.toContain("urn:countersign:problem");
});
