import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";

/** Fields of a failure that a log may hold. */
export interface Failure {
  readonly failure: string;
  /** Only of a call of AWS: which one it was, what AWS answered, and the number by which AWS knows it. */
  readonly awsService?: string;
  readonly command?: string;
  readonly httpStatus?: number;
  readonly awsRequestId?: string;
  readonly frames: readonly string[];
}

interface AwsError extends Error {
  readonly awsCall?: { readonly awsService: string; readonly command: string };
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** Describes an error by its kind and place, never by its message, since messages quote values. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { failure: typeof error, frames: [] };
  const { name, stack = "", awsCall, $metadata: { httpStatusCode, requestId } = {} }: AwsError = error;
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    failure: name,
    ...awsCall,
    ...(httpStatusCode !== undefined && { httpStatus: httpStatusCode }),
    ...(requestId !== undefined && { awsRequestId: requestId }),
    frames: frames.slice(0, 12).map((line) => inSource(line.trim(), bundleMap())),
  };
}

let map: SourceMap | null | undefined;

/** The map beside the bundle. It is read at the first failure only, so that a start does not wait for it; null where nothing is bundled. */
function bundleMap(): SourceMap | null {
  try {
    map ??= new SourceMap(JSON.parse(readFileSync(new URL(`${import.meta.url}.map`), "utf8")) as SourceMapPayload);
  } catch {
    map = null;
  }
  return map;
}

/** The frame with its place in the sources, in which a bundle of one line has none. */
export function inSource(frame: string, sources: SourceMap | null): string {
  const [, line = "", column = ""] = /index\.mjs:(\d+):(\d+)\)?$/.exec(frame) ?? [];
  if (sources === null || line === "") return frame;
  const entry = sources.findEntry(Number(line) - 1, Number(column) - 1);
  if (!("originalSource" in entry)) return frame;
  return `at ${entry.originalSource.replace(/^(\.\.\/)+/, "")}:${String(entry.originalLine + 1)}:${String(entry.originalColumn + 1)}`;
}
