/** @module-tag processes */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Received } from "../../local/http-server.ts";
import { type PageBuild, pageBuild, servePages } from "../../local/pages.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "countersign-pages-"));
});
afterAll(async () => rm(directory, { recursive: true }));

const request: Received = {
  id: "id",
  method: "GET",
  path: "/",
  query: "",
  headers: { accept: ["text/html"] },
  body: Buffer.alloc(0),
  sourceIp: "127.0.0.1",
};
const builder = async (name: string, source: string): Promise<PageBuild> => {
  const path = join(directory, `${name}.mjs`);
  await writeFile(path, source);
  return pageBuild("index.html", path);
};

describe("a build that fails", () => {
  it("shows its reason as text, on a page as strict as the others", async () => {
    const build = await builder("reason", 'process.send({ reason: "<script>alert(1)</script> & co" })');
    const answer = await servePages({ "/": build, "/docs": build })(request);
    expect(answer?.status).toBe(500);
    expect(answer?.headers["content-security-policy"]).toContain("default-src 'none'");
    const text = String(answer?.body);
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co");
    expect(text).not.toContain("<script");
  });

  it.each([
    ["dies", 'throw new Error("out of paper")', /out of paper/],
    ["says nothing", "", /without a result/],
  ])("is told of when it %s", async (name, source, reason) => {
    const build = await builder(name.replace(" ", "-"), source);
    expect(await build.fresh()).toEqual({ reason: expect.stringMatching(reason) });
  });
});

it("builds once for all who ask at the same time, and not again while nothing changes", async () => {
  const build = await builder("once", "process.send({ files: [] })");
  const [one, other] = await Promise.all([build.fresh(), build.fresh()]);
  expect(other).toBe(one);
  expect(await build.latest()).toBe(one);
  expect(await build.fresh()).toBe(one);
});

describe("a file of a page", () => {
  const path = "/assets/docs-12345678.js";
  const builds = async (name: string) => {
    const files = (text: string) =>
      `process.send({ files: [${text}].map((name) => ({ name, bytes: Buffer.from(name) })) })`;
    return {
      "/": await builder(`${name}-demo`, files('"index.html"')),
      "/docs": await builder(`${name}-docs`, files('"docs.html", "assets/docs-12345678.js"')),
    };
  };

  it("is found without building the other page", async () => {
    const both = await builds("one");
    const pages = servePages(both);
    expect((await pages({ ...request, path: "/docs" }))?.status).toBe(200);
    expect((await pages({ ...request, path }))?.status).toBe(200);
    expect(both["/"].isBegun()).toBe(false);
  });

  it("is there for a page that was opened before the service was started anew", async () => {
    expect((await servePages(await builds("anew"))({ ...request, path }))?.status).toBe(200);
  });
});

it("ends with the service in the middle of a build", async () => {
  const build = await builder("endless", "setInterval(() => {}, 1000)");
  const built = build.fresh();
  const stopper = setInterval(() => build.stop(), 20);
  expect(await built).toEqual({ reason: expect.any(String) });
  clearInterval(stopper);
});
