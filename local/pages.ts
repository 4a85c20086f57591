import type { Answer, Received } from "./http-server.ts";
import type { BuiltFile } from "../web/demo/build.ts";
import type { Built, PagesBuild } from "./pages-build.ts";
import { failurePage } from "./pages-failure.ts";
import { assetHeaders, pageHeaders } from "./pages-headers.ts";
import { prefersHtml } from "./prefers-html.ts";

const pages: Readonly<Record<string, { readonly file: string; readonly headers: Readonly<Record<string, string>> }>> = {
  "/": { file: "index.html", headers: pageHeaders.demo },
  "/docs": { file: "docs.html", headers: pageHeaders.other },
};

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
export function servePages(build: PagesBuild): (request: Received) => Promise<Answer | null> {
  const showPage = async (path: string): Promise<Answer | null> => {
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page === undefined) return null;
    const built = await build.fresh();
    if ("reason" in built) return answer(500, pageHeaders.other, failurePage(built.reason));
    const file = fileNamed(page.file, built);
    return file === undefined ? null : answer(200, page.headers, file.bytes);
  };
  const giveAsset = async (path: string): Promise<Answer | null> => {
    const headers = assetHeaders(path);
    const file = headers === null ? undefined : fileNamed(path.slice(1), await build.latest());
    return headers === null || file === undefined ? null : answer(200, headers, file.bytes);
  };

  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    if (request.path.startsWith("/assets/")) return giveAsset(request.path);
    return prefersHtml(request.headers["accept"]?.join(",")) ? showPage(request.path) : null;
  };
}
