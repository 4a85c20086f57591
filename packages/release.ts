import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pack, packagesFolder, root, top } from "./folder.ts";
import { builders } from "./main.ts";

const usage = `Makes a release: the packed packages, the changelog's section, an SBOM (CycloneDX) and checksums.

Usage: npm run release -- --dry-run

Without --dry-run the folder is checked once more, and the commands that publish are named: a person says so, in the workflow "release",
which publishes with provenance.`;

/** The changelog's section of a version. Throws if there is none. */
export function changesOf(changelog: string, version: string): string {
  const [, section] =
    new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\][^\\n]*\\n([^]*?)(?=^## \\[|(?![^]))`, "m").exec(
      changelog,
    ) ?? [];
  if (section === undefined) throw new Error(`CHANGELOG.md has no section of ${version}`);
  return section.trim();
}

/** Reasons that keep a version from being published. */
export function hindrances(changelog: string): readonly string[] {
  const isUnreleased = new RegExp(`^## \\[${root.version}\\] \\(unreleased\\)`, "m").test(changelog);
  return [
    ...(root.repository.url.includes("example.com")
      ? ["package.json names no repository: provenance needs its address"]
      : []),
    ...(isUnreleased ? [`CHANGELOG.md still calls ${root.version} unreleased: give it its day`] : []),
  ];
}

/** The components that the lockfile names, as npm itself lists them; those of the tools are marked. `--omit=dev` loses what tools share. */
function billOfMaterials(): string {
  const { status, stdout, stderr } = spawnSync("npm", ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"], {
    cwd: top,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`);
  return stdout;
}

async function main(args: readonly string[]): Promise<void> {
  if (args.some((arg) => arg !== "--dry-run")) throw new Error(usage);
  const changelog = readFileSync(join(top, "CHANGELOG.md"), "utf8");
  const folder = join(packagesFolder, `release-${root.version}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  put("CHANGES.md", `${changesOf(changelog, root.version)}\n`);
  put("sbom.cdx.json", billOfMaterials());
  const names = ["CHANGES.md", "sbom.cdx.json"];
  for (const build of Object.values(builders)) {
    const tarball = pack(await build());
    names.push(basename(tarball));
    renameSync(tarball, join(folder, basename(tarball)));
  }
  const sums = names.map((name) => {
    const hash = createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
    return `${hash}  ${name}\n`;
  });
  put("SHA256SUMS", sums.join(""));
  process.stdout.write(`${folder}\n${sums.join("")}`);
  const found = hindrances(changelog);
  for (const sentence of found) process.stdout.write(`Not yet: ${sentence}.\n`);
  if (args.includes("--dry-run")) return;
  if (found.length > 0) throw new Error("It cannot be published yet.");
  for (const name of names.filter((one) => one.endsWith(".tgz")))
    process.stdout.write(`npm publish --provenance --access public ${join(folder, name)}\n`);
}

if (import.meta.main) await main(process.argv.slice(2));
