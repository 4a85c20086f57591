/** @module-tag processes */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { bareEnvironment } from "../../harness/bare-environment.ts";

const run = promisify(execFile);
const top = new URL("../../../", import.meta.url);

/** The command in a process of its own, that finds neither credentials nor a region. */
const doctor = (...args: readonly string[]) =>
  run(process.execPath, ["operate/main.ts", "doctor", ...args], {
    cwd: top,
    env: { ...bareEnvironment, HOME: "/nowhere", AWS_EC2_METADATA_DISABLED: "true" },
  });

describe("npm run doctor", () => {
  it("explains itself", async () => {
    const { stdout } = await doctor("--help");
    expect(stdout).toContain("--stage prod");
  });

  it("ends with 2 and a sentence when it cannot run", async () => {
    await expect(doctor("--stage", "prod")).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: "No AWS region is set. Set AWS_REGION to the region of the stage.\n",
    });
    await expect(doctor()).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("Name the stage") });
  });

  it("takes a token from standard input only: a command line stays in the shell's history", async () => {
    await expect(doctor("--stage", "prod", "--token", "eyJ")).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("--token - reads it from standard input"),
    });
  });
});
