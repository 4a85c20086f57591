import { vi } from "vitest";

/** Keeps everything that this process writes to standard output and standard error from now on, instead of writing it. */
export function writtenLines(): { readonly text: () => string } {
  const chunks: string[] = [];
  const keep = (chunk: string | Uint8Array): boolean => {
    chunks.push(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
  return { text: () => chunks.join("") };
}
