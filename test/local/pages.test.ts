/** @module-tag processes */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalService, startLocalService } from "../../local/service.ts";
import { routes } from "../../shared/contract/routes.ts";
import { leastAddress } from "../harness/least-bodies.ts";
import { expectProblem, rawRequest } from "../harness/raw-request.ts";

let service: LocalService;
beforeAll(async () => {
  service = await startLocalService({ variables: { LOG_LEVEL: "SILENT" } });
  await service.preparePages();
});
afterAll(async () => service.stop());

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const get = async (path: string, headers: Record<string, string> = { accept: browser }, method = "GET") =>
  fetch(service.url + path, { method, headers });
const assetsOf = async (page: string): Promise<readonly string[]> => {
  const text = await (await get(page)).text();
  return [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
};
const directivesOf = (response: Response): ReadonlyMap<string, string> =>
  new Map(
    (response.headers.get("content-security-policy") ?? "").split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")] as const;
    }),
  );

describe.each(["/", "/docs"])("the page %s", (path) => {
  it("has nothing inline, so that its policy can refuse everything from elsewhere", async () => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const text = await response.text();
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    for (const [, attributes = "", content = ""] of text.matchAll(/<script([^>]*)>([^<]*)<\/script>/g))
      expect([attributes, content]).toEqual([expect.stringContaining('src="/assets/'), ""]);
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it("allows its own files only, no frames and no sniffing", async () => {
    const response = await get(path);
    expect(Object.fromEntries(directivesOf(response))).toMatchObject({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "img-src": "'self' data:",
      "connect-src": "'self'",
      "form-action": "'self'",
      "frame-ancestors": "'none'",
      "base-uri": "'none'",
    });
    expect(response.headers.get("content-security-policy")).not.toMatch(/unsafe|https?:|\*/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("vary")).toBe("accept");
  });

  it("opened at 127.0.0.1 goes on at localhost, where passkeys can be tried", async () => {
    const { port } = new URL(service.url);
    const headers = ["accept", browser, "sec-fetch-mode", "navigate"];
    const answer = await rawRequest(service.url, { method: "GET", path, headers });
    expect([answer.status, answer.headers.get("location")]).toEqual([302, `http://localhost:${port}${path}`]);
    const byName = await rawRequest(`http://localhost:${port}`, { method: "GET", path, headers });
    expect(byName.status).toBe(200);
  });

  it("answers HEAD as GET, without the body", async () => {
    const [head, whole] = await Promise.all([get(path, { accept: browser }, "HEAD"), get(path)]);
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("content-length")).toBe(String((await whole.arrayBuffer()).byteLength));
  });

  it.each([undefined, "*/*", "application/json", "application/json, text/html;q=0.9", "text/html;q=0", "text/*"])(
    "is a 404 that tells where things are for who accepts %s",
    async (accept) => {
      const headers = accept === undefined ? [] : ["accept", accept];
      const answer = await rawRequest(service.url, { method: "GET", path, headers });
      expectProblem(answer, "not_found");
      for (const place of ["browser", "/docs", "/openapi.json"]) expect(answer.text).toContain(place);
    },
  );

  it.each(["POST", "PUT", "DELETE"])("is no page for %s", async (method) => {
    expect((await get(path, { accept: browser }, method)).status).toBe(404);
  });
});

describe("the pages' files", () => {
  it("are named after their content, and may be kept for ever", async () => {
    const paths = [...(await assetsOf("/")), ...(await assetsOf("/docs"))];
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) {
      const response = await get(path, { accept: "*/*" });
      expect([path, response.status]).toEqual([path, 200]);
      expect(path).toMatch(/-[\w-]{8}\.(js|css|svg)$/);
      expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("content-type")).toMatch(/^(text\/javascript|text\/css|image\/svg\+xml)/);
    }
  });

  it.each([
    "/assets/",
    "/assets/nothing.js",
    "/assets/../index.html",
    "/assets/%2e%2e/index.html",
    "/assets/..%2f..%2fpackage.json",
    "/assets/../../../../etc/passwd",
    "/assets//etc/passwd",
    "/assets/index.js%00.svg",
    "/assets/constructor",
    "/index.html",
    "/docs.html",
    "/docs/",
    "/docs/../package.json",
    "/web/demo/main.ts",
    "/anything",
  ])("%s is the API's own 404, also for a browser", async (path) => {
    const answer = await rawRequest(service.url, { method: "GET", path, headers: ["accept", browser] });
    expectProblem(answer, "not_found");
  });
});

it("a browser gets the same answers of the API as anybody", async () => {
  for (const route of Object.values(routes).filter((one) => one.access === "public")) {
    const [path, { method }] = [leastAddress(route), route];
    const [asBrowser, plain] = await Promise.all([get(path, { accept: browser }, method), get(path, {}, method)]);
    expect(asBrowser.headers.get("content-type")).toBe(plain.headers.get("content-type"));
    expect([plain.status, asBrowser.status], path).toEqual(method === "GET" ? [200, 200] : [400, 400]);
  }
  expect((await get("/v1/factors")).status).toBe(401);
  expect((await get("/v1/login")).status).toBe(405);
});

it("no path of the contract is a page", () => {
  for (const { path } of Object.values(routes)) expect(path).not.toMatch(/^\/(docs|assets(\/.*)?)?$/);
});
