import type { Answer, Received } from "./http-server.ts";
import type { BuiltFile, PageFile } from "../web/demo/build.ts";
import { prefersHtml, problem } from "./local-routes.ts";
import { type ChildProcess, fork } from "node:child_process";
import { glob, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export type Built = { readonly files: readonly BuiltFile[] } | { readonly reason: string };

export interface PageBuild {
  /** The page as its sources are now: built when first wanted, and again after a change. */
  fresh(): Promise<Built>;
  /** The last build: the page that a browser shows is likely to be of it. */
  latest(): Promise<Built>;
  /** True once somebody asked for it. */
  isBegun(): boolean;
  stop(): void;
}

const builder = fileURLToPath(new URL("page-builder.ts", import.meta.url));
const top = fileURLToPath(new URL("../", import.meta.url));
const pageSources = "{web,client/src}/**/*.{ts,css,html,svg,json}";

/**
 * In a process of its own and in memory: the API answers meanwhile, and services side by side share nothing.
 * `run`: another program to build with.
 */
export function pageBuild(page: PageFile, run: string = builder): PageBuild {
  const children = new Set<ChildProcess>();
  let last: { readonly built: Promise<Built>; readonly of: string } | null = null;

  const build = (): Promise<Built> =>
    new Promise((resolve) => {
      let said = "";
      const started = fork(run, [page], {
        execArgv: [],
        serialization: "advanced",
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      });
      children.add(started);
      started.stderr?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
      started.once("message", (message: Built) => resolve(message));
      started.once("error", (error) => resolve({ reason: error.message }));
      started.once("close", () => {
        children.delete(started);
        resolve({ reason: said === "" ? "The build ended without a result." : said });
      });
    });

  const fresh = async (): Promise<Built> => {
    const now = await stateOfSources();
    if (last?.of !== now) last = { built: build(), of: now };
    return last.built;
  };
  return {
    fresh,
    latest: () => last?.built ?? fresh(),
    isBegun: () => last !== null,
    stop: () => {
      for (const child of children) child.kill("SIGKILL");
    },
  };
}

/** Changes when a source does. */
async function stateOfSources(): Promise<string> {
  const seen: string[] = [];
  for await (const path of glob(pageSources, { cwd: top, exclude: ["**/node_modules/**", "**/dist/**"] })) {
    const { mtimeMs, size } = await stat(`${top}${path}`).catch(() => ({ mtimeMs: 0, size: 0 }));
    seen.push(`${path} ${String(mtimeMs)} ${String(size)}`);
  }
  return seen.toSorted().join("\n");
}

type Policy = Readonly<Record<string, readonly string[]>>;

const strict: Policy = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
  "base-uri": ["'none'"],
};

/** No text becomes markup, except through Lit's templates. */
const demo: Policy = { ...strict, "require-trusted-types-for": ["'script'"], "trusted-types": ["lit-html"] };

const header = (policy: Policy): string =>
  Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");

const always = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

const page = (policy: Policy) => ({
  ...always,
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": header(policy),
  "cache-control": "no-cache",
  vary: "accept",
});

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
};

const pageHeaders = { demo: page(demo), other: page(strict) } as const;

/** A file whose name changes with its content; null: a kind of file that no page needs. */
function assetHeaders(name: string): Readonly<Record<string, string>> | null {
  const type = types[name.slice(name.lastIndexOf(".") + 1)];
  return type === undefined
    ? null
    : {
        ...always,
        "content-type": type,
        "content-security-policy": header({ "default-src": ["'none'"] }),
        "cache-control": "public, max-age=31536000, immutable",
      };
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");

/** Instead of a page that could not be built. */
const failurePage = (reason: string): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>The page could not be built</title>
  <h1>The page could not be built</h1>
  <p>The API is up and not affected. Put this right and load the page again:</p>
  <pre>${escaped(reason)}</pre>
</html>
`;

interface Page {
  readonly file: PageFile;
  readonly headers: Readonly<Record<string, string>>;
}
const pages = {
  "/": { file: "index.html", headers: pageHeaders.demo },
  "/docs": { file: "docs.html", headers: pageHeaders.other },
} as const satisfies Readonly<Record<string, Page>>;

export type PageBuilds = Readonly<Record<keyof typeof pages, PageBuild>>;

/** Each page is built when first wanted: the API reference is five times the size of the demo app. */
export const pageBuilds = (): PageBuilds => ({
  "/": pageBuild(pages["/"].file),
  "/docs": pageBuild(pages["/docs"].file),
});

const isPage = (path: string): path is keyof typeof pages => Object.hasOwn(pages, path);

const answer = (status: number, headers: Readonly<Record<string, string>>, body: Uint8Array | string): Answer => {
  const bytes = Buffer.from(body);
  return { status, headers: { ...headers, "content-length": String(bytes.length) }, body: bytes };
};

const signpost =
  "A browser finds the demo app here at /, and the reference with examples at /docs. The contract is at /openapi.json.";

/** Passkeys know no IP addresses: a browser that opens a page at one goes on at the name. Null: not such a visit. */
function atName({ path, headers }: Received): Answer | null {
  const [, port = ""] = /^127\.0\.0\.1(:\d+)?$/.exec(headers["host"]?.[0] ?? "") ?? [null];
  const isVisit = port !== "" && headers["sec-fetch-mode"]?.[0] === "navigate" && isPage(path);
  return isVisit ? answer(302, { ...always, location: `http://localhost${port}${path}`, vary: "accept" }, "") : null;
}

/** The file of exactly this name: names are looked up, never resolved, so that no path leads anywhere else. */
const fileNamed = (name: string, built: Built): BuiltFile | undefined =>
  "files" in built ? built.files.find((file) => file.name === name) : undefined;

/**
 * The demo app at / and the API reference at /docs, for those who prefer a page; anybody else is told where things are.
 * Null: not a page.
 */
export function servePages(builds: PageBuilds): (request: Received) => Promise<Answer | null> {
  const all = Object.values(builds);
  const showPage = async (path: string): Promise<Answer | null> => {
    if (!isPage(path)) return null;
    const built = await builds[path].fresh();
    if ("reason" in built) return answer(500, pageHeaders.other, failurePage(built.reason));
    const file = fileNamed(pages[path].file, built);
    return file === undefined ? null : answer(200, pages[path].headers, file.bytes);
  };
  const giveAsset = async (path: string): Promise<Answer | null> => {
    const headers = assetHeaders(path);
    if (headers === null) return null;
    const begun = all.filter((build) => build.isBegun());
    // None: a browser still shows a page from before the service was started anew.
    for (const build of begun.length > 0 ? begun : all) {
      const file = fileNamed(path.slice(1), await build.latest());
      if (file !== undefined) return answer(200, headers, file.bytes);
    }
    return null;
  };

  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    if (request.path.startsWith("/assets/")) return giveAsset(request.path);
    if (prefersHtml(request.headers["accept"]?.join(","))) return atName(request) ?? showPage(request.path);
    return isPage(request.path) ? problem(request, "not_found", signpost, {}, { vary: "accept" }) : null;
  };
}
