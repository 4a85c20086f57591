import { either, Misused, runToEnd } from "../client/command-line/command-line.ts";
import { pack } from "./folder.ts";

/** Makes the folder of each package, ready for `npm pack`. Each loads what it needs itself: the client needs no CDK. */
export const builders: Readonly<Record<string, () => Promise<string>>> = {
  client: async () => (await import("./client.ts")).buildClient(),
  elements: async () => (await import("./elements.ts")).buildElementsPackage(),
  cdk: async () => (await import("./cdk.ts")).buildCdk(),
  cognito: async () => (await import("./cognito-package.ts")).buildCognito(),
};

const help = `Makes packages and prints the path of each file, for npm install. All of them, unless you name some.

Usage: npm run packages [-- NAME …]

  client     @countersign/client: typed client, check of assertions, countersign-admin
  elements   @countersign/elements: custom elements for pages
  cdk        @countersign/cdk: the service as a construct of your CDK app
  cognito    @countersign/cognito: triggers of a user pool
  functions  only the code of the functions, in .local/packages/functions
  --help     this text

It needs all of npm ci; npm ci --omit=dev is not enough.
`;

/** Names the work under way, beside the results: a package takes up to a minute. */
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** `npm run packages -- cdk client`: makes these, or all; `-- functions`: only the code of the functions. */
async function main(names: readonly string[]): Promise<void> {
  if (names.some((name) => ["--help", "-h"].includes(name))) {
    process.stdout.write(help);
    return;
  }
  if (names.includes("functions")) {
    const { buildFunctions } = await import("./cdk.ts");
    say("Bundling the functions …");
    process.stdout.write(`${buildFunctions()}\n`);
    return;
  }
  const unknown = names.filter((name) => !(name in builders));
  if (unknown.length > 0)
    throw new Misused(
      `There is no package ${unknown.join(", ")}. Name ${either([...Object.keys(builders), "functions"])}, or --help.`,
    );
  for (const [name, build] of Object.entries(builders)) {
    if (names.length > 0 && !names.includes(name)) continue;
    say(`Making ${name} …`);
    process.stdout.write(`${pack(await build())}\n`);
  }
}

if (import.meta.main) await runToEnd(main, 2);
