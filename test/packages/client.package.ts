/** @module-tag processes */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildClient } from "../../packages/client.ts";
import { Consumer, misses, resolutions, top, unwanted } from "./consumer.ts";

const consumer = new Consumer();
let files: readonly string[] = [];
beforeAll(async () => {
  files = await consumer.install(buildClient());
  consumer.link("openapi-typescript-helpers");
}, 60_000);
afterAll(consumer.remove);

describe("the packed package", () => {
  it("has what was built, its licence and source maps, and no sources", () => {
    const manifest = consumer.manifestOf("@countersign/client");
    expect(misses(files, manifest)).toEqual([]);
    expect(unwanted(files)).toEqual([]);
    expect(manifest.repository).toMatchObject({ type: "git", directory: "client" });
    expect(manifest).not.toHaveProperty("private");
    const map = JSON.parse(consumer.textOf("@countersign/client/dist/src/client.js.map")) as Record<string, unknown[]>;
    expect(map["sourcesContent"]?.[0]).toContain("export function createClient");
  });

  it.each([
    [
      "imported",
      "app.mjs",
      'import { createClient } from "@countersign/client"; import { AssertionRefused, verifyAssertion } from "@countersign/client/verify";',
    ],
    [
      "required",
      "app.cjs",
      'const { createClient } = require("@countersign/client"); const { AssertionRefused, verifyAssertion } = require("@countersign/client/verify");',
    ],
  ])("runs in a fresh process of the machine's Node, %s", async (_, name, imports) => {
    const stdout = await consumer.run(
      name,
      `${imports}
       (async () => {
         const { problem } = await createClient({ baseUrl: "http://127.0.0.1:1", token: () => "" }).health();
         const refused = await verifyAssertion("x", { issuer: "https://2fa.example.com", audience: "shop", user: { subject: "a", tenant: "b", idp: "c" }, replay: "none" }).catch((error) => error);
         console.log(problem.code, problem.detail, refused instanceof AssertionRefused, refused.reason);
       })();`,
    );
    expect(stdout).toBe("offline The service gave no answer. true malformed\n");
  });

  it("has the command, which works without the sources", async () => {
    const command = join(consumer.folder, "node_modules/@countersign/client/admin/countersign-admin.js");
    const stdout = await consumer.run(
      "admin.mjs",
      `import { spawnSync } from "node:child_process";
       process.stdout.write(spawnSync(process.execPath, [${JSON.stringify(command)}, "--help"]).stdout);`,
    );
    expect(stdout).toContain("user pre-register <userId> <phoneNumber>");
  });

  it.each(Object.entries(resolutions))("type-checks in %s", async (_, options) => {
    const complaints = await consumer.complaints(
      `import { createClient, type Input, type Problem } from "@countersign/client";
       import { verifyAssertion } from "@countersign/client/verify";
       const client = createClient({ baseUrl: "https://2fa.example.com", token: async () => "t" });
       const { data, problem } = await client.login({ factorId: "fac_1" });
       if (problem) {
         const sentence: string = problem.detail;
         const seconds: number | undefined = problem.code === "too_many_attempts" ? problem.retryAfter : undefined;
         if (problem.code === "insufficient_user_authentication") console.log(problem.stepUp.maxAge, seconds, sentence);
       } else if (data.decision === "challenge") {
         // A newer service may offer a type that this version does not list.
         const newer = data.factors.filter(({ type }) => type === "passkey");
         console.log(newer.length, data.challenge?.sentTo);
       }
       const body: Input<"verify"> = { code: "123456", factorId: "fac_1" };
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
       console.log(tenant, wrong, body);`,
      options,
    );
    expect(complaints).toBe("");
  });

  it("shows the fields of a body and an answer when an editor is asked for its type", async () => {
    const complaints = await consumer.complaints(
      `import type { Data, Input } from "@countersign/client";
       const body: Input<"adminReopenMethod"> = 1;
       const answer: Data<"health"> = 1;
       export { body, answer };`,
      resolutions["a server"],
    );
    expect(complaints).toMatch(/'number' is not assignable to type '\{ userId: string;/);
    expect(complaints).toMatch(/'number' is not assignable to type '\{ status: /);
  });

  it.each(["createClient", "verifyAssertion", "Input", "Data", "Problem"])("has an example beside %s", (name) => {
    const types = ["client", "verify-assertion", "call-types", "problem"]
      .map((file) => consumer.textOf(`@countersign/client/dist/src/${file}.d.ts`))
      .join("\n");
    const [before = ""] = types.split(new RegExp(`export (?:declare )?(?:function|type|interface) ${name}\\b`));
    expect(before.slice(before.lastIndexOf("/**"))).toContain("@example");
  });
});

describe("its size for a web app, minified and gzipped with all that it needs", () => {
  async function sizeOf(entry: string): Promise<number> {
    const { outputFiles } = await build({
      stdin: { contents: `export * from "${entry}";`, resolveDir: consumer.folder },
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    return gzipSync(outputFiles[0]?.contents ?? "").length;
  }
  it.each([
    ["@countersign/client", 6],
    ["@countersign/client/verify", 9],
  ])("%s is at most %i KB, as the README says", async (entry, kilobytes) => {
    const size = await sizeOf(entry);
    expect(size).toBeLessThanOrEqual(kilobytes * 1024);
    expect(size).toBeGreaterThan((kilobytes - 2) * 1024);
    expect(readFileSync(join(top, "client/README.md"), "utf8")).toContain(`${entry}\` at most ${String(kilobytes)} KB`);
  });
});
