/** @module-tag processes */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const top = fileURLToPath(new URL("../../", import.meta.url));
const consumer = mkdtempSync(join(tmpdir(), "consumer-"));
const modules = join(consumer, "node_modules");
const installed = join(modules, "@countersign", "client");
const started = promisify(execFile);
const run = async (command: string, args: readonly string[], cwd = consumer) => started(command, [...args], { cwd });
const packageJson = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
  };

/** The machine's own Node, which may be older than the Node of the tests. */
const machineNode =
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => join(folder, "node"))
    .find((path) => existsSync(path)) ?? process.execPath;

const packed = `countersign-client-${packageJson(join(top, "client")).version}.tgz`;

beforeAll(async () => {
  await run("npm", ["pack", "--silent", "--pack-destination", consumer], join(top, "client"));
  mkdirSync(installed, { recursive: true });
  await run("tar", ["-xzf", packed, "-C", installed, "--strip-components=1"]);
  for (const name of [...Object.keys(packageJson(installed).dependencies), "openapi-typescript-helpers"])
    symlinkSync(join(top, "node_modules", name), join(modules, name));
  writeFileSync(join(consumer, "package.json"), '{"type":"module"}');
}, 60_000);
afterAll(() => rmSync(consumer, { recursive: true }));

describe("the packed package", () => {
  it("has what was built and no sources", async () => {
    const { stdout } = await run("tar", ["-tzf", packed]);
    const unwanted = stdout.split("\n").filter((path) => /(?<!\.d)\.ts$|tsconfig|test/.test(path));
    expect(unwanted).toEqual([]);
    expect(stdout).toContain("package/README.md");
  });

  it("runs in a fresh process of the machine's Node", async () => {
    writeFileSync(
      join(consumer, "app.js"),
      `import { createClient } from "@countersign/client";
       import { AssertionRefused, verifyAssertion } from "@countersign/client/verify";
       const { problem } = await createClient({ baseUrl: "http://127.0.0.1:1", token: () => "" }).health();
       const refused = await verifyAssertion("x", { issuer: "https://2fa.example.com", audience: "shop", user: { subject: "a", tenant: "b", idp: "c" }, replay: "none" }).catch((error) => error);
       console.log(problem.code, refused instanceof AssertionRefused, refused.reason);`,
    );
    const { stdout } = await run(machineNode, ["app.js"]);
    expect(stdout).toBe("offline true malformed\n");
  });

  it("has the command, which works without the sources", async () => {
    const { stdout } = await run(machineNode, [join(installed, "admin", "countersign-admin.js"), "--help"]);
    expect(stdout).toContain("user pre-register <userId> <phoneNumber>");
  });

  it.each([
    ["a web app with a bundler", { module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom"], types: [] }],
    [
      "a server",
      {
        module: "nodenext",
        moduleResolution: "nodenext",
        lib: ["es2022"],
        types: ["node"],
        exactOptionalPropertyTypes: true,
      },
    ],
  ])("type-checks in %s", async (_, options) => {
    writeFileSync(
      join(consumer, "app.ts"),
      `import { createClient, type Problem } from "@countersign/client";
       import { verifyAssertion } from "@countersign/client/verify";
       const client = createClient({ baseUrl: "https://2fa.example.com", token: async () => "t" });
       const { data, problem } = await client.login({ factorId: "fac_1" });
       if (problem) {
         const seconds: number | undefined = problem.code === "too_many_attempts" ? problem.retryAfter : undefined;
         if (problem.code === "insufficient_user_authentication") console.log(problem.stepUp.maxAge, seconds);
       } else if (data.decision === "challenge") {
         // A newer service may offer a type that this version does not list.
         const newer = data.factors.filter(({ type }) => type === "passkey");
         console.log(newer.length, data.challenge?.sentTo);
       }
       // @ts-expect-error -- what is sent is what this version knows
       await client.enrollFactor({ type: "hologram" });
       // @ts-expect-error -- the code is missing
       await client.verify({});
       // @ts-expect-error -- there is no such code
       const wrong = (one: Problem): boolean => one.code === "no_such_code";
       const { tenant }: { tenant: string } = await verifyAssertion("x", {
         issuer: "https://x.example",
         audience: "a",
         user: { subject: "s", tenant: "t", idp: "i" },
         replay: "none",
       });
       console.log(tenant, wrong);`,
    );
    const strict = {
      strict: true,
      noEmit: true,
      target: "es2022",
      skipLibCheck: false,
      typeRoots: [join(top, "node_modules/@types")],
    };
    writeFileSync(
      join(consumer, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...strict, ...options }, files: ["app.ts"] }),
    );
    const tsc = join(top, "client/node_modules/typescript/bin/tsc");
    const { stdout } = await run(process.execPath, [tsc, "-p", "."]).catch(
      (error: unknown) => error as { stdout: string },
    );
    expect(stdout).toBe("");
  });
});

describe("its size for a web app, minified and gzipped with all that it needs", () => {
  async function sizeOf(entry: string): Promise<number> {
    const { outputFiles } = await build({
      stdin: { contents: `export * from "${entry}";`, resolveDir: consumer },
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    return gzipSync(outputFiles[0]?.contents ?? "").length;
  }
  it.each([
    ["@countersign/client", 5],
    ["@countersign/client/verify", 9],
  ])("%s is at most %i KB, as the README says", async (entry, kilobytes) => {
    const size = await sizeOf(entry);
    expect(size).toBeLessThanOrEqual(kilobytes * 1024);
    expect(size).toBeGreaterThan((kilobytes - 2) * 1024);
    expect(readFileSync(join(top, "client/README.md"), "utf8")).toContain(`${entry}\` at most ${String(kilobytes)} KB`);
  });
});
