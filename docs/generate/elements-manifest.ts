import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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

/** The elements as editors and documentation tools read them (https://github.com/webcomponents/custom-elements-manifest). */
export async function elementsManifest(): Promise<string> {
  const analyzer = fileURLToPath(import.meta.resolve("@custom-elements-manifest/analyzer/cem.js"));
  const folder = await mkdtemp(join(tmpdir(), "elements-manifest-"));
  try {
    const inFolder = (name: string): string => relative(top, join(folder, name));
    // By default the analyzer writes the manifest's path, here a temporary one, into package.json.
    await writeFile(join(folder, "config.mjs"), "export default { packagejson: false };\n");
    const options = ["--config", inFolder("config.mjs"), "--outdir", inFolder("."), "--litelement", "--quiet"];
    const globs = ["--globs", "web/elements/*/countersign-*.ts"];
    const { status, stderr } = spawnSync(process.execPath, [analyzer, "analyze", ...options, ...globs], { cwd: top });
    if (status !== 0) throw new Error(`The analyzer of the elements failed: ${stderr.toString()}`);
    const manifest = JSON.parse(await readFile(join(folder, "custom-elements.json"), "utf8")) as Manifest;
    // The analyzer reads the files in no fixed order.
    const modules = manifest.modules.map(published).toSorted((one, other) => (one.path < other.path ? -1 : 1));
    return `${JSON.stringify({ ...manifest, modules }, null, 2)}\n`;
  } finally {
    await rm(folder, { recursive: true });
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
