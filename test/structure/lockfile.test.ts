import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  /** Comes inside another package, and is hashed with it. */
  readonly inBundle?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const text = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> };
const nameOf = (place: string): string => place.split("node_modules/").at(-1) ?? "";

describe("package-lock.json", () => {
  /** @see https://github.com/npm/cli/issues/9846: where a registry lacks one, npm forgets it, and npm ci then refuses the file. */
  it("names the packages of every platform, so that npm ci accepts it anywhere", () => {
    const locked = new Set(
      Object.entries(packages).flatMap(([place, { version }]) => (version ? [nameOf(place)] : [])),
    );
    const wanted = Object.values(packages).flatMap(({ optionalDependencies }) =>
      Object.keys(optionalDependencies ?? {}),
    );
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  it("says of every package what its files must hash to", () => {
    const fetched = Object.entries(packages).filter(([, { version }]) => version !== undefined);
    const unknown = fetched.filter(
      ([place, { integrity, inBundle }]) =>
        place.includes("node_modules/") && inBundle !== true && integrity === undefined,
    );
    expect(fetched.length).toBeGreaterThan(300);
    expect(unknown.map(([place]) => place)).toEqual([]);
  });

  it("names no registry, so that every machine uses its own", () => {
    expect(text).not.toMatch(/"resolved": "https?:/);
  });
});
