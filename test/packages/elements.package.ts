/** @module-tag processes */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildElementsPackage } from "../../packages/elements.ts";
import { Consumer, misses, resolutions, unwanted } from "./consumer.ts";

const consumer = new Consumer();
let files: readonly string[] = [];
beforeAll(async () => {
  files = await consumer.install(await buildElementsPackage());
  consumer.link(
    "@lit/reactive-element",
    "lit-element",
    "lit-html",
    "openapi-typescript-helpers",
    "@types/trusted-types",
  );
}, 120_000);
afterAll(consumer.remove);

const entries = {
  "": ["Admin", "BackupCodes", "Challenge", "Enrollment", "Settings"],
  "/challenge": ["Challenge"],
  "/enrollment": ["Enrollment"],
  "/settings": ["Settings"],
  "/admin": ["Admin"],
  "/backup-codes": ["BackupCodes"],
};

describe("the packed elements", () => {
  it("have types, maps, the manifest for editors and the scripts for a page without a bundler", () => {
    expect(misses(files, consumer.manifestOf("@countersign/elements"))).toEqual([]);
    expect(unwanted(files)).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["package/browser/countersign.js", "package/browser/challenge.js"]));
  });

  it("are imported on a server, where they define nothing", async () => {
    const imports = Object.keys(entries).map((entry) => `await import("@countersign/elements${entry}")`);
    const stdout = await consumer.run(
      "server.js",
      `for (const one of [${imports.join(", ")}]) console.log(Object.keys(one).sort().join());
       console.log(globalThis.customElements?.get("countersign-challenge"));`,
    );
    const names = Object.values(entries).map((all) => all.map((name) => `Countersign${name}`).join());
    expect(stdout).toBe(`${names.join("\n")}\nundefined\n`);
  });

  it.each(Object.entries(resolutions))("type-check in %s", async (_, options) => {
    const complaints = await consumer.complaints(
      `import "@countersign/elements";
       import type { CountersignChallenge } from "@countersign/elements/challenge";
       const challenge: CountersignChallenge = document.createElement("countersign-challenge");
       challenge.baseUrl = "https://2fa.example.com";
       challenge.token = () => "first-factor token";
       document.createElement("countersign-settings").reauthenticate = async () => null;
       // @ts-expect-error -- it has no such property
       challenge.tokn = null;
       // @ts-expect-error -- a token is a text
       challenge.token = () => 7;`,
      options,
    );
    expect(complaints).toBe("");
  });

  it("type-check in React 19, which sets properties and hears events of custom elements", async () => {
    consumer.link("@types/react", "csstype");
    const complaints = await consumer.complaints(
      `import type {} from "@countersign/elements/react";
       export const prompt = (token: () => string) => (
         <countersign-challenge
           base-url="https://2fa.example.com"
           token={token}
           oncountersign-complete={({ detail }) => console.log(detail)}
         />
       );
       // @ts-expect-error -- a token is a function
       export const wrong = <countersign-challenge token="text" />;`,
      { ...resolutions["a web app with a bundler"], jsx: "preserve" },
      "app.tsx",
    );
    expect(complaints).toBe("");
  });

  /** Kilobytes of a bundle, minified and gzipped, without the languages that a page loads later. */
  async function sizeOf(entry: string): Promise<number> {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `import "@countersign/elements${entry}";`, resolveDir: consumer.folder },
      bundle: true,
      minify: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      outdir: "out",
      metafile: true,
      write: false,
    });
    const first = new Set<string>();
    const follow = (path: string): void => {
      if (first.has(path)) return;
      first.add(path);
      for (const one of metafile.outputs[path]?.imports ?? []) if (one.kind === "import-statement") follow(one.path);
    };
    follow(Object.keys(metafile.outputs).find((path) => path.endsWith("stdin.js")) ?? "");
    const code = outputFiles.filter(({ path }) => [...first].some((one) => path.endsWith(one)));
    return code.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0) / 1024;
  }

  it("cost a page what the README says", async () => {
    const sizes = {
      "": await sizeOf(""),
      "/challenge": await sizeOf("/challenge"),
      "/backup-codes": await sizeOf("/backup-codes"),
    };
    const said = consumer.textOf("@countersign/elements/README.md");
    const [, all = "0", challenge = "0", codes = "0"] =
      /all of them at most (\d+) KB, the prompt at most (\d+) KB, the backup codes alone at most (\d+) KB/.exec(said) ??
      [];
    expect([
      sizes[""] < Number(all),
      sizes["/challenge"] < Number(challenge),
      sizes["/backup-codes"] < Number(codes),
      sizes,
    ]).toEqual([true, true, true, sizes]);
  });
});
