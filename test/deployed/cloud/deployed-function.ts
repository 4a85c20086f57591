import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Clock } from "../../../shared/ports/clock.ts";
import { givenByLambda } from "./lambda-variables.ts";
import type { Invocation, Outcome, Started } from "./runtime.ts";
import type { Properties } from "./stacks.ts";

/** Error that the function threw, or its timeout. */
class FunctionFailed extends Error {}

const runtime = fileURLToPath(new URL("runtime.ts", import.meta.url));

/** One function of the stage: one process, started at the first event and kept warm, and one event at a time. */
export class DeployedFunction {
  readonly arn: string;
  readonly properties: Properties;
  /** Lines of its log. */
  readonly lines: string[] = [];
  started: Started | undefined;
  invocations = 0;
  readonly #variables: Readonly<Record<string, string>>;
  readonly #clock: Clock;
  #process: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(world: {
    readonly arn: string;
    readonly properties: Properties;
    readonly folder: string;
    readonly awsUrl: string;
    readonly clock: Clock;
  }) {
    this.arn = world.arn;
    this.properties = world.properties;
    this.#clock = world.clock;
    this.#variables = {
      ...(world.properties["Environment"].Variables as Record<string, string>),
      ...givenByLambda(world.properties, world.folder),
      AWS_ENDPOINT_URL: world.awsUrl,
    };
  }

  get name(): string {
    return String(this.properties["FunctionName"]);
  }

  /** The file under functions/, with dashes for slashes. */
  get step(): string {
    return this.name.replace(/^countersign-example-/, "");
  }

  get role(): string {
    return String(this.properties["Role"]);
  }

  async invoke(event: unknown): Promise<unknown> {
    const next = this.#last.then(async () => this.#run(event));
    this.#last = next.catch(() => {});
    return next;
  }

  async stop(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running?.exitCode !== null) return;
    running.kill("SIGKILL");
    await once(running, "exit");
  }

  async #run(event: unknown): Promise<unknown> {
    const running = (this.#process ??= await this.#start());
    this.invocations += 1;
    const invocation: Invocation = {
      requestId: randomUUID(),
      event: JSON.parse(JSON.stringify(event)),
      now: this.#clock.now(),
      timeoutMillis: Number(this.properties["Timeout"]) * 1000,
      functionArn: this.arn,
    };
    running.send(invocation);
    const outcome = await this.#answer<Outcome>(running, invocation.timeoutMillis);
    if ("error" in outcome) throw new FunctionFailed(`${this.step}: ${outcome.error.type}: ${outcome.error.message}`);
    return outcome.result;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(runtime, { env: this.#variables, execArgv: [], silent: true });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        this.lines.push(...chunk.split("\n").filter((line) => line !== ""));
      });
    this.started = await this.#answer<Started>(child, 30_000);
    return child;
  }

  async #answer<T>(child: ChildProcess, timeoutMillis: number): Promise<T> {
    const settled = new AbortController();
    const { signal } = settled;
    const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMillis);
    try {
      const message = once(child, "message", { signal }).then(([one]: unknown[]) => one as T);
      const ended = once(child, "exit", { signal }).then(() => {
        this.#process = undefined;
        throw new FunctionFailed(`${this.step} ended before it answered.\n${this.lines.slice(-5).join("\n")}`);
      });
      return await Promise.race([message, ended]);
    } finally {
      clearTimeout(timer);
      settled.abort();
    }
  }
}
