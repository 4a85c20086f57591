import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import type { TestProject } from "vitest/node";
import { pageBuilds } from "../../../local/pages.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What the workers of a run share: the built demo app, and notes of pages that need no second look. */
    readonly sharedFolder: string;
  }
}

/** Before any worker starts: a build takes seconds, and each of them would wait for its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-browser-"));
  project.provide("sharedFolder", folder);
  Object.assign(process.env, project.config.env);
  await writeFile(join(folder, "demo"), serialize(await pageBuilds()["/"].fresh()));
  return async () => rm(folder, { recursive: true });
}
