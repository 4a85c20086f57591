import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stackNames } from "../infra/outputs.ts";
import { describedStages, WrongSettings } from "../infra/stages.ts";
import { Mistake, runToEnd } from "../client/command-line/command-line.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Arguments of the CDK, by the name of the npm script. */
const commands: Readonly<Record<string, readonly string[]>> = {
  synth: ["synth", "--quiet"],
  diff: ["diff"],
  deploy: ["deploy"],
  destroy: ["destroy"],
};

/** The stacks that the CDK must be told, unless the caller did. `destroy` leaves the data alone. */
function stacksFor(command: string, stage: string, others: readonly string[]): readonly string[] {
  const names = stackNames(stage);
  if (others.some((arg) => arg === "--all" || Object.values(names).includes(arg))) return [];
  if (command === "destroy") return [names.service];
  return command === "deploy" ? ["--all"] : [];
}

const usage = (command: string): string =>
  `Name the stage: npm run ${command} -- --stage prod\nEach stage is a file, such as stages/prod.json; copy "example" of cdk.json to begin. Options: npm run ${command} -- --help`;

const help = (command: string): string => `The stacks of a stage, by the CDK.

Usage: npm run ${command} -- --stage prod [options] [stacks]

  --stage NAME                a file of stages/, or an entry of cdk.json
  --require-approval never    deploy: do not ask before permissions change, for CI
  --exclusively STACK         deploy: this stack alone, such as Countersign-prod-Service
  --all                       destroy: the data stack too, in which the users' factors are
  --help                      this text

Further options are the CDK's own (npm exec --no -- cdk ${command} --help) and are handed on. docs/deploy.md goes through a deployment.
`;

/** `--stage prod` or `--stage=prod`; the CDK gets the other arguments. */
function takeStage(args: readonly string[]): {
  readonly stage: string | undefined;
  readonly others: readonly string[];
} {
  const at = args.findIndex((arg) => arg === "--stage" || arg.startsWith("--stage="));
  if (at === -1) return { stage: undefined, others: args };
  const [, inline] = args[at]?.split("=") ?? [];
  return { stage: inline ?? args[at + 1], others: args.toSpliced(at, inline === undefined ? 2 : 1) };
}

/** Reads the stage and the arguments of the CDK. Throws `WrongSettings` if there is no such command or stage. */
async function readArguments([command = "", ...args]: readonly string[]) {
  // The CDK comes with it, which a lean install has not.
  const { exampleStage, readStage } = await import("../infra/settings.ts");
  const { stage = command === "synth" ? exampleStage : undefined, others } = takeStage(args);
  const request = commands[command];
  if (request === undefined || stage === undefined) throw new WrongSettings(usage(request ? command : "deploy"));
  if (command === "deploy" && stage === exampleStage)
    throw new WrongSettings(`"${exampleStage}" trusts a login that does not exist. ${usage(command)}`);
  const { region } = readStage(describedStages(here("..")), stage);
  const stacks = stacksFor(command, stage, others);
  return { command, stage, region, cdkArguments: [...request, ...stacks, "-c", `stage=${stage}`, ...others] };
}

/** Lets the CDK replace the data stack of a first deployment that failed. If AWS cannot be asked, the CDK says why. */
async function unlock(stage: string, region: string | undefined): Promise<void> {
  const { data } = stackNames(stage);
  const { cloudFormationOf, unlockFailedStack } = await import("../operate/stage.ts");
  const isUnlocked = await unlockFailedStack(cloudFormationOf(region), data).catch(() => false);
  if (isUnlocked) process.stderr.write(`The first deployment of ${data} failed and left nothing: it is made anew.\n`);
}

async function main(args: readonly string[]): Promise<number> {
  const [name = ""] = args;
  if (name in commands && args.some((arg) => ["--help", "-h"].includes(arg))) {
    process.stdout.write(help(name));
    return 0;
  }
  const { command, stage, region, cdkArguments } = await readArguments(args);
  if (command === "deploy") await unlock(stage, region);
  process.stderr.write(`cdk ${cdkArguments.join(" ")}\n`);
  const cdk = here("../node_modules/aws-cdk/bin/cdk");
  const { status } = spawnSync(process.execPath, [cdk, ...cdkArguments], { stdio: "inherit", cwd: here("..") });
  if (status !== 0) return 1;
  if (command === "deploy") process.stdout.write(`\nNext: npm run doctor -- --stage ${stage}\n`);
  return 0;
}

await runToEnd(async (args) => {
  try {
    return await main(args);
  } catch (error) {
    throw error instanceof WrongSettings ? new Mistake(`\n${error.message}\n`, { cause: error }) : error;
  }
}, 1);
