import { readFile, writeFile } from "node:fs/promises";
import { betweenMarkers } from "./between-markers.ts";
import { parts, wholeFiles } from "./pages.ts";

const top = new URL("../../", import.meta.url);
const onlyCheck = process.argv.includes("--check");

async function bring(path: string, make: (old: string) => string | Promise<string>): Promise<void> {
  const file = new URL(path, top);
  const old = await readFile(file, "utf8").catch(() => "");
  const fresh = await make(old);
  if (fresh === old) return;
  if (onlyCheck) {
    console.error(`${path} is stale: run npm run docs`);
    process.exitCode = 1;
  } else {
    await writeFile(file, fresh);
    console.log(`${path} written`);
  }
}

for (const [path, make] of Object.entries(wholeFiles)) await bring(path, make);
for (const [path, texts] of Object.entries(await parts())) {
  await bring(path, (page) =>
    Object.entries(texts).reduce((sofar, [name, text]) => betweenMarkers(sofar, name, text), page),
  );
}
