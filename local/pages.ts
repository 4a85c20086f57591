import type { Answer, Received } from "./http-server.ts";
import type { BuiltFile, PageFile } from "../web/demo/build.ts";
import { type Built, type PageBuild, pageBuild } from "./page-build.ts";
import { failurePage } from "./pages-failure.ts";
import { assetHeaders, pageHeaders } from "./pages-headers.ts";
import { prefersHtml } from "./prefers-html.ts";

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

/** The file of exactly this name: names are looked up, never resolved, so that no path leads anywhere else. */
const fileNamed = (name: string, built: Built): BuiltFile | undefined =>
  "files" in built ? built.files.find((file) => file.name === name) : undefined;

/**
 * The demo app at / and the API reference at /docs, for those who prefer a page; anybody else gets the API's own answer there.
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
    return prefersHtml(request.headers["accept"]?.join(",")) ? showPage(request.path) : null;
  };
}
