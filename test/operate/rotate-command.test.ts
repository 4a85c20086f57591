/** @module-tag processes */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, it, vi } from "vitest";
import { Mistake } from "../../client/command-line/command-line.ts";
import { command } from "../../operate/rotate/command.ts";
import { operatorOf } from "./operator.ts";
import { world } from "../harness/world.ts";
import { bareEnvironment } from "../harness/bare-environment.ts";

const { service, organisationOf } = world();

interface Configured {
  readonly config: {
    readonly endpoint?: (() => Promise<{ protocol: string; hostname: string; port?: number }>) | undefined;
  };
}
async function addressOf({ config }: Configured): Promise<string> {
  const { protocol = "", hostname = "", port = 0 } = (await config.endpoint?.()) ?? {};
  return `${protocol}//${hostname}:${port}`;
}

async function variables() {
  const { documents, kms } = service.aws.clients;
  return {
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: await addressOf(documents),
    AWS_ENDPOINT_URL_KMS: await addressOf(kms),
  };
}

async function rotate(...args: readonly string[]) {
  const child = spawn(process.execPath, ["operate/main.ts", "rotate", ...args], {
    env: { ...bareEnvironment, ...(await variables()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { output, errors, code: code as number | null };
}
/** The same without a process of its own, whose start takes longer than what it does. */
async function rotateHere(...args: readonly string[]): Promise<{ readonly output: string; readonly code: number }> {
  for (const [name, value] of Object.entries(await variables())) vi.stubEnv(name, value);
  const log = vi.spyOn(console, "log").mockReturnValue();
  try {
    const code = await command(args);
    return { output: log.mock.calls.join("\n"), code };
  } finally {
    log.mockRestore();
  }
}
const place = (): readonly string[] => {
  const { tableName, kmsKeyId } = service.local.services.settings;
  return ["--table", tableName, "--key", kmsKeyId];
};

describe("npm run rotate", () => {
  it("helps", async () => {
    const { output, errors, code } = await rotate("--help");
    expect({ errors, code }).toEqual({ errors: "", code: 0 });
    for (const word of ["--signing-key", "--data-keys", "--rewrap", "--stage", "--yes", "--json", "Ends with 0"])
      expect(output).toContain(word);
  });

  it("refuses what it does not understand in one sentence", async () => {
    const { output, errors, code } = await rotate("--everything");
    expect({ output, code }).toEqual({ output: "", code: 2 });
    expect(errors).toMatch(/^[^\n]*--help\n$/);
  });

  it("changes nothing unless somebody confirms it", async () => {
    await organisationOf("acme").person("first").hasTotp();
    const operator = operatorOf(service);
    const before = await operator.signingKeys.list();
    const { errors, code } = await rotate("--signing-key", ...place());
    expect(code).toBe(2);
    expect(errors).toContain("--yes");
    expect(await operator.signingKeys.list()).toEqual(before);
  });

  it("does each thing from end to end, and tells it to a script", async () => {
    const person = organisationOf("acme").person("second");
    await person.hasTotp();
    const before = await operatorOf(service).signingKeys.list();
    const run = async (...args: readonly string[]) => {
      const { output, code } = await rotateHere(...args, ...place(), "--yes", "--json");
      expect(code).toBe(0);
      return JSON.parse(output) as Record<string, unknown>;
    };
    const { output, errors, code } = await rotate("--signing-key", ...place(), "--yes", "--json");
    expect({ errors, code }).toEqual({ errors: "", code: 0 });
    const signing = JSON.parse(output) as Record<string, unknown>;
    expect(signing["withdrawn"]).toEqual(expect.arrayContaining(before.keys.map(({ kid }) => kid)));
    expect(await run("--data-keys", "--tenant", "acme")).toMatchObject({
      made: expect.arrayContaining([{ tenant: "acme", purpose: "totp", generation: 2 }]),
      failed: [],
    });
    expect(await run("--data-keys")).toMatchObject({ failed: [] });
    expect(await run("--rewrap")).toMatchObject({ left: 0, failed: [] });
    service.clock.forward(300);
    expect((await person.loginWithTotp()).status).toBe(200);
  });

  it("says in a sentence what went wrong, and shows nothing else", async () => {
    const [, table = ""] = place();
    const wrongKey = await rotate("--rewrap", "--table", table, "--key", "arn:aws:kms:local:0:key/other", "--yes");
    expect([wrongKey.code, wrongKey.output]).toEqual([2, ""]);
    expect(wrongKey.errors.trim().split("\n")).toHaveLength(1);
    const wrongTable = rotateHere("--rewrap", "--table", "nowhere", "--key", "k", "--yes");
    await expect(wrongTable).rejects.toThrow(Mistake);
    await expect(wrongTable).rejects.toThrow(/^[^\n]+$/);
  });
});
