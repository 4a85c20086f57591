/** @module-tag processes */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { changesOf, hindrances } from "../../packages/release.ts";
import { top } from "./consumer.ts";

describe("npm run release -- --dry-run", () => {
  let folder = "";
  let said = "";
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["packages/release.ts", "--dry-run"], { cwd: top });
    said = stdout;
    folder = stdout.split("\n")[0] ?? "";
  }, 300_000);

  it("makes every package, the changes, an SBOM and checksums that are right", () => {
    const sums = readFileSync(join(folder, "SHA256SUMS"), "utf8").trim().split("\n");
    const names = sums.map((line) => line.split("  ")[1] ?? "");
    for (const name of ["client", "elements", "cdk", "cognito"])
      expect(names.some((one) => one.startsWith(`countersign-${name}-`))).toBe(true);
    for (const line of sums) {
      const [sum, name = ""] = line.split("  ");
      expect(
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      ).toBe(sum);
    }
  });

  it("has an SBOM with the components that the functions are made of", () => {
    const { bomFormat, components } = JSON.parse(readFileSync(join(folder, "sbom.cdx.json"), "utf8")) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string }[];
    };
    expect(bomFormat).toBe("CycloneDX");
    expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(["jose", "zod", "otpauth"]));
  });

  it("says what still keeps it from being published, and publishes nothing", () => {
    expect(said).not.toContain("npm publish");
    for (const sentence of hindrances(readFileSync(join(top, "CHANGELOG.md"), "utf8")))
      expect(said).toContain(sentence);
  });
});

it("a version without a section in the changelog is no release", () => {
  const changelog = "## [1.1.0] 2027-01-02\n\n- New.\n\n## [1.0.0] 2026-12-01\n\n- Old.\n";
  expect([changesOf(changelog, "1.1.0"), changesOf(changelog, "1.0.0")]).toEqual(["- New.", "- Old."]);
  expect(() => changesOf(changelog, "2.0.0")).toThrow("no section of 2.0.0");
});
