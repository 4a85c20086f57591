import { afterEach, vi } from "vitest";

/** Vitest itself takes back what a test stubbed before the next test begins: after the hooks that start the next file's service. */
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
