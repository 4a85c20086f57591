/** @module-tag processes */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
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

async function rotate(...args: readonly string[]) {
  const { documents, kms } = service.aws.clients;
  const child = spawn(process.execPath, ["operate/main.ts", "rotate", ...args], {
    env: {
      ...bareEnvironment,
      AWS_REGION: "local",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_DYNAMODB: await addressOf(documents),
      AWS_ENDPOINT_URL_KMS: await addressOf(kms),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { output, errors, code: code as number | null };
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
      const { output, errors, code } = await rotate(...args, ...place(), "--yes", "--json");
      expect({ errors, code }).toEqual({ errors: "", code: 0 });
      return JSON.parse(output) as Record<string, unknown>;
    };
    const signing = await run("--signing-key");
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
    const wrongTable = await rotate("--rewrap", "--table", "nowhere", "--key", "k", "--yes");
    expect([wrongTable.code, wrongTable.output]).toEqual([2, ""]);
    expect(wrongTable.errors.trim().split("\n")).toHaveLength(1);
  });
});
