import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const examples = new URL("../examples/", import.meta.url);

/** A file of docs/examples as a Markdown code block: what the README shows is what the tests run. */
export async function example(name: string): Promise<string> {
  const text = await readFile(new URL(name, examples), "utf8");
  return `\`\`\`${extname(name).slice(1)}\n${asInAnApp(text).trimEnd()}\n\`\`\``;
}

const packages: Readonly<Record<string, string>> = {
  index: "@countersign/client",
  verify: "@countersign/client/verify",
};

/** Here the client is imported from its sources, which need no build; elsewhere it is a package. */
const asInAnApp = (text: string): string =>
  text.replaceAll(/"(?:\.\.\/)+client\/src\/(\w+)\.ts"/g, (path, name: string) =>
    JSON.stringify(packages[name] ?? path),
  );
