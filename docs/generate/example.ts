import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const examples = new URL("../examples/", import.meta.url);

/** A file of docs/examples as a Markdown code block: what the README shows is what the tests run. */
export async function example(name: string): Promise<string> {
  const text = await readFile(new URL(name, examples), "utf8");
  return `\`\`\`${extname(name).slice(1)}\n${text.trimEnd()}\n\`\`\``;
}
