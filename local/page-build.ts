import { type ChildProcess, fork } from "node:child_process";
import { glob, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { BuiltFile, PageFile } from "../web/demo/build.ts";

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
const sources = "{web,client/src}/**/*.{ts,css,html,svg,json}";

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
  for await (const path of glob(sources, { cwd: top, exclude: ["**/node_modules/**", "**/dist/**"] })) {
    const { mtimeMs, size } = await stat(`${top}${path}`).catch(() => ({ mtimeMs: 0, size: 0 }));
    seen.push(`${path} ${String(mtimeMs)} ${String(size)}`);
  }
  return seen.toSorted().join("\n");
}
