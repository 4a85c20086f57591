import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

interface Item {
  readonly name?: string;
  readonly fieldName?: string;
  readonly privacy?: string;
  readonly static?: boolean;
}
interface Declaration extends Item {
  readonly tagName?: string;
  readonly members?: readonly Item[];
  readonly attributes?: readonly Item[];
  readonly events?: readonly Item[];
}
interface Module {
  readonly path: string;
  readonly declarations: readonly Declaration[];
}
interface Manifest {
  readonly schemaVersion: string;
  readonly modules: readonly Module[];
}

const top = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The elements as editors and documentation tools read them (https://github.com/webcomponents/custom-elements-manifest).
 * An installation without development tools keeps the file as it is.
 */
export async function elementsManifest(old: string): Promise<string> {
  const analyzer = analyzerPath();
  if (analyzer === null) {
    console.error("web/elements/custom-elements.json is not checked: npm ci brings its analyzer");
    return old;
  }
  const folder = await mkdtemp(join(tmpdir(), "elements-manifest-"));
  try {
    const globs = [
      "--globs",
      "web/elements/*/countersign-*.ts",
      "--outdir",
      relative(top, folder),
      "--litelement",
      "--quiet",
    ];
    const { status, stderr } = spawnSync(process.execPath, [analyzer, "analyze", ...globs], { cwd: top });
    if (status !== 0) throw new Error(`The analyzer of the elements failed: ${stderr.toString()}`);
    const manifest = JSON.parse(await readFile(join(folder, "custom-elements.json"), "utf8")) as Manifest;
    return `${JSON.stringify({ ...manifest, modules: manifest.modules.map(published) }, null, 2)}\n`;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function analyzerPath(): string | null {
  try {
    return fileURLToPath(import.meta.resolve("@custom-elements-manifest/analyzer/cem.js"));
  } catch {
    return null;
  }
}

/** Without the parts that are nobody's business outside: inner state and methods, and the event whose name is a variable. */
const published = ({ path, declarations, ...rest }: Module) => ({
  ...rest,
  path: path.replace(/^web\/elements\//, ""),
  declarations: declarations
    .filter(({ tagName, name }) => tagName !== undefined || name === "CountersignElement")
    .map((declaration) => {
      const { members = [], attributes = [], events = [] } = declaration;
      const open = members.filter(
        (member) => !isInner(member) && member.static !== true && member.name !== "translator",
      );
      const fields = new Set(open.map(({ name }) => name));
      return {
        ...declaration,
        members: open,
        attributes: attributes.filter(({ fieldName }) => fields.has(fieldName)),
        events: events.filter(({ name }) => name !== "name"),
      };
    }),
});

const isInner = ({ privacy }: Item): boolean => privacy === "private" || privacy === "protected";
