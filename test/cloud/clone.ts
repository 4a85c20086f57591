import { spawn } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { account, preloaded, region, signalGroup } from "./emulator.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const copied = [
  "bin",
  "infra",
  "shared",
  "functions",
  "operate",
  "client",
  "web",
  "cdk.json",
  "package.json",
  "tsconfig.json",
];

/** Longest time of a command. */
const patienceMillis = 900_000;

export interface Done {
  readonly exitCode: number;
  readonly stdout: string;
  /** Both, for a message about what went wrong. */
  readonly said: string;
}

/** The project as somebody has it who deploys it: a copy with stages of one's own in cdk.json, and its own commands. */
export class Clone {
  readonly #folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #clock: string;

  constructor(folder: string, awsUrl: string) {
    this.#folder = join(folder, "clone");
    this.#clock = join(folder, "clock");
    for (const name of copied) cpSync(here(`../../${name}`), join(this.#folder, name), { recursive: true });
    symlinkSync(here("../../node_modules"), join(this.#folder, "node_modules"));
    this.#environment = {
      PATH: process.env["PATH"],
      HOME: folder,
      CI: "true",
      // Nothing is looked up outside this machine.
      AWS_EC2_METADATA_DISABLED: "true",
      CDK_DISABLE_CLI_TELEMETRY: "true",
      CDK_DISABLE_VERSION_CHECK: "true",
      AWS_ENDPOINT_URL: awsUrl,
      AWS_REGION: region,
      // The emulator takes an account's number for its root.
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: "test",
    };
  }

  /** Describes a stage in cdk.json: the example's settings, with some replaced. */
  describe(stage: string, settings: object): void {
    const path = join(this.#folder, "cdk.json");
    const described = JSON.parse(readFileSync(path, "utf8")) as { context: { stages: Record<string, object> } };
    const { stages } = described.context;
    stages[stage] = { ...stages["example"], region, account, ...settings };
    writeFileSync(path, JSON.stringify(described, null, 2));
  }

  bootstrap = async (): Promise<Done> =>
    this.#run(["node_modules/aws-cdk/bin/cdk", "bootstrap", `aws://${account}/${region}`], {});

  /** `npm run deploy`, `destroy` and the others of bin/. */
  cdk = async (command: "deploy" | "destroy", stage: string, ...others: readonly string[]): Promise<Done> => {
    const agreed = command === "deploy" ? ["--require-approval", "never"] : ["--force"];
    return this.#run(["bin/cdk.ts", command, "--stage", stage, ...agreed, ...others], {});
  };

  /** `npm run doctor`, `rotate` and the others of operate/, at the time of the stories. */
  operate = async (command: string, ...args: readonly string[]): Promise<Done> =>
    this.#run(["operate/main.ts", command, ...args], {
      NODE_OPTIONS: preloaded("clock", "localhost"),
      CLOCK_FILE: this.#clock,
    });

  async #run(args: readonly string[], variables: NodeJS.ProcessEnv): Promise<Done> {
    const child = spawn(process.execPath, args, {
      cwd: this.#folder,
      env: { ...this.#environment, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const patience = setTimeout(() => signalGroup(child, "SIGTERM"), patienceMillis);
    const ended = new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? -1));
    });
    const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]).finally(() =>
      clearTimeout(patience),
    );
    return { exitCode, stdout, said: `${stderr}\n${stdout}`.trim() };
  }
}
