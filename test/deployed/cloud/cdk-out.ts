import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addStage, newApp } from "../../../infra/app.ts";
import { exampleWith } from "../../infra/synthesized.ts";

/** Where the stage is deployed to, in no real account. */
export const place = { partition: "aws", region: "eu-central-1", account: "111122223333" } as const;

export interface Template {
  readonly stack: string;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

/** A synthesized stage on disk: what `cdk deploy` would upload. */
export interface CdkOut {
  readonly templates: readonly Template[];
  /** The folder that becomes the archive of that name. */
  readonly folderOf: (archive: string) => string;
  remove(): void;
}

/** Synthesizes the example stage with some of its settings replaced. */
export function synthesize(settings: object): CdkOut {
  const folder = mkdtempSync(join(tmpdir(), "countersign-deployed-"));
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const app = newApp({ outdir: folder });
  const { region, account } = place;
  addStage(app, "example", exampleWith({ ...settings, region, account }));
  app.synth();
  const templates = globSync("*.template.json", { cwd: folder }).map((name) => ({
    ...(read(name) as Omit<Template, "stack">),
    stack: name.replace(".template.json", ""),
  }));
  const archives = new Map(
    globSync("*.assets.json", { cwd: folder })
      .flatMap((name) => Object.entries((read(name) as Assets).files))
      .filter(([, { source }]) => source.packaging === "zip")
      .map(([hash, { source }]) => [`${hash}.zip`, join(folder, source.path)]),
  );
  return {
    templates,
    folderOf: (archive) => {
      const found = archives.get(archive);
      if (found === undefined) throw new Error(`No asset becomes ${archive}`);
      return found;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Assets {
  readonly files: Readonly<Record<string, { readonly source: { readonly path: string; readonly packaging: string } }>>;
}
