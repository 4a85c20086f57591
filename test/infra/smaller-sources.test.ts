import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import examples from "libphonenumber-js/mobile/examples";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundling } from "../../infra/bundling.ts";
import { withoutDocuments, withOwnRows } from "../../infra/own-sources.ts";
import { smallerErrors, smallerSchemas } from "../../infra/sdk-sources.ts";

type Exports = Readonly<Record<string, unknown>>;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-"));
});
afterAll(async () => rm(folder, { recursive: true }));

/** A module as a bundle has it, and as it is published. */
async function bothOf(name: string, contents: string): Promise<readonly [Exports, Exports]> {
  const stdin = { contents, resolveDir: bundling.absWorkingDir };
  const [made, plain] = [join(folder, `${name}.mjs`), join(folder, `${name}-plain.mjs`)];
  const { plugins: _, alias: _a, ...published } = bundling;
  await build({ ...bundling, stdin, outfile: made });
  await build({ ...published, stdin, outfile: plain, keepNames: true });
  const read = async (file: string) => (await import(pathToFileURL(file).href)) as Exports;
  return [await read(made), await read(plain)];
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** A schema with what it refers to, written out. */
function shown(schema: unknown, within: readonly unknown[] = []): unknown {
  if (typeof schema === "function") return shown((schema as () => unknown)(), within);
  if (!isList(schema)) return schema;
  return within.includes(schema) ? `again ${String(schema[2])}` : schema.map((part) => shown(part, [...within, schema]));
}

const clients = ["dynamodb", "kms", "sns", "sesv2", "eventbridge", "cloudwatch-logs", "pinpoint-sms-voice-v2"];
describe.each(clients)("the bundled client of %s", (name) => {
  const at = `./node_modules/@aws-sdk/client-${name}/dist-es`;
  const source = `export * as schemas from "${at}/schemas/schemas_0.js"; export * as errors from "${at}/models/errors.js";`;

  it("has the schemas and the errors of the published one", async () => {
    const [made, plain] = await bothOf(name, source);
    const [own, theirs] = [made, plain].map(({ schemas }) => schemas as Exports);
    expect(Object.keys(own ?? {}).length).toBeGreaterThan(20);
    expect(Object.keys(own ?? {})).toEqual(Object.keys(theirs ?? {}));
    for (const [key, schema] of Object.entries(theirs ?? {}))
      if (key !== "errorTypeRegistries") expect([key, shown(own?.[key])]).toEqual([key, shown(schema)]);
    const [ownErrors, errors] = [made, plain].map((all) => all["errors"] as Record<string, typeof NamedError>);
    expect(Object.keys(ownErrors ?? {})).toEqual(Object.keys(errors ?? {}));
    for (const [key, Theirs] of Object.entries(errors ?? {})) {
      const Own = ownErrors?.[key] ?? expect.fail(`${key} is missing`);
      const facts = { message: "refused", $metadata: { httpStatusCode: 400 }, Item: { a: 1 } };
      const [one, other] = [new Own(facts), new Theirs(facts)];
      expect({ ...one, shape: Own.shapeId, text: String(one) }).toEqual({
        ...other,
        shape: Theirs.shapeId,
        text: String(other),
      });
      expect([one instanceof Own, one instanceof Error]).toEqual([true, true]);
    }
    const registered = [made, plain].map(({ schemas }) =>
      ((schemas as Exports)["errorTypeRegistries"] as readonly Registry[]).map(({ namespace, schemas: known }) => [
        namespace,
        [...known].map(([id, schema]) => [id, shown(schema)]),
      ]),
    );
    expect(registered[0]).toEqual(registered[1]);
  });
});
declare class NamedError extends Error {
  static shapeId: string;
  constructor(facts: object);
}
interface Registry {
  readonly namespace: string;
  readonly schemas: ReadonlyMap<string, unknown>;
}
