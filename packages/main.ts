import { Misused, runToEnd } from "../client/command-line/command-line.ts";
import { buildCdk, buildFunctions } from "./cdk.ts";
import { buildClient } from "./client.ts";
import { buildCognito } from "./cognito-package.ts";
import { buildElementsPackage } from "./elements.ts";
import { pack } from "./folder.ts";

/** Makes the folder of each package, ready for `npm pack`. */
export const builders: Readonly<Record<string, () => string | Promise<string>>> = {
  client: buildClient,
  elements: buildElementsPackage,
  cdk: buildCdk,
  cognito: buildCognito,
};

/** Names the work under way, beside the results: a package takes up to a minute. */
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** `npm run packages -- cdk client`: makes these, or all; `-- functions`: only the code of the functions. */
async function main(names: readonly string[]): Promise<void> {
  if (names.includes("functions")) {
    say("Bundling the functions …");
    process.stdout.write(`${buildFunctions()}\n`);
    return;
  }
  const unknown = names.filter((name) => !(name in builders));
  if (unknown.length > 0)
    throw new Misused(`There is no package ${unknown.join(", ")}. There is: ${Object.keys(builders).join(", ")}.`);
  for (const [name, build] of Object.entries(builders)) {
    if (names.length > 0 && !names.includes(name)) continue;
    say(`Making ${name} …`);
    process.stdout.write(`${pack(await build())}\n`);
  }
}

if (import.meta.main) await runToEnd(main, 2);
