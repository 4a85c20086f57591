import { setImmediate as turn } from "node:timers/promises";
import type { Clients } from "../../shared/aws/clients.ts";

type Service = "dynamodb" | "kms" | "sns" | "events" | "ses" | "logs";

/** One call to AWS, as the service makes it: the SDK's own repetitions are not told apart. */
export interface AwsCall {
  readonly service: Service;
  readonly command: string;
  readonly input: object;
}

/** The commands of the table. */
export const tableCommands = /^(BatchGetItem|GetItem|Query|PutItem|UpdateItem)Command$/;

const errorOf = (name: string, more: object = {}): Error =>
  Object.assign(new Error(`${name} by a test`), { name, ...more });

/** How AWS and the network fail, as the SDK sees it. */
const kinds = {
  throttled: () =>
    errorOf("ProvisionedThroughputExceededException", { $fault: "client", $metadata: { httpStatusCode: 400 } }),
  broken: () => errorOf("InternalServerError", { $fault: "server", $metadata: { httpStatusCode: 500 } }),
  reset: () => errorOf("Error", { code: "ECONNRESET" }),
  timedOut: () => errorOf("TimeoutError"),
  denied: () => errorOf("AccessDeniedException", { $fault: "client", $metadata: { httpStatusCode: 400 } }),
} as const;
export type FaultKind = keyof typeof kinds;

interface Fault {
  readonly command: RegExp;
  readonly error: () => Error;
  /** After the call has done its work: only its answer is lost. */
  readonly afterwards: boolean;
  /** Runs before the caller hears of the failure. */
  readonly meanwhile: () => Promise<void>;
  /** Attempts that go well before. */
  skip: number;
  /** Attempts that fail; the SDK makes three of a call that it may repeat. */
  times: number;
  /** The sort keys of the items that it is about. */
  readonly sk: RegExp;
}
interface FaultOptions extends Partial<Omit<Fault, "command" | "error">> {}

/** Outside the SDK's own repetition, and inside it. */
const outermost = { step: "initialize" } as const;
const innermost = { step: "deserialize", priority: "high" } as const;

type Next<A, R> = (args: A) => Promise<R>;
interface About {
  readonly commandName?: string;
}

/** Stands between a service and AWS: remembers the calls, and fails the attempts that a test names. */
export class AwsSpy {
  readonly calls: AwsCall[] = [];
  /** The commands that were attempted since the faults were healed, in order. */
  attempts: string[] = [];
  #faults: Fault[] = [];
  #underWay = 0;
  #clients: Clients | undefined;

  /** The clients that the service works with. */
  get clients(): Clients {
    if (!this.#clients) throw new Error("The service has not started");
    return this.#clients;
  }

  readonly watch = (clients: Clients): Clients => {
    this.#clients = patient(clients);
    const { documents, kms, sns, eventBridge, sesv2, cloudWatchLogs } = clients;
    documents.middlewareStack.add(
      (next, about) => async (args) => this.#call("dynamodb", about, args, next),
      outermost,
    );
    kms.middlewareStack.add((next, about) => async (args) => this.#call("kms", about, args, next), outermost);
    sns.middlewareStack.add((next, about) => async (args) => this.#call("sns", about, args, next), outermost);
    eventBridge.middlewareStack.add(
      (next, about) => async (args) => this.#call("events", about, args, next),
      outermost,
    );
    sesv2.middlewareStack.add((next, about) => async (args) => this.#call("ses", about, args, next), outermost);
    cloudWatchLogs.middlewareStack.add(
      (next, about) => async (args) => this.#call("logs", about, args, next),
      outermost,
    );
    cloudWatchLogs.middlewareStack.add((next, about) => async (args) => this.#attempt(about, args, next), innermost);
    documents.middlewareStack.add((next, about) => async (args) => this.#attempt(about, args, next), innermost);
    kms.middlewareStack.add((next, about) => async (args) => this.#attempt(about, args, next), innermost);
    sns.middlewareStack.add((next, about) => async (args) => this.#attempt(about, args, next), innermost);
    eventBridge.middlewareStack.add((next, about) => async (args) => this.#attempt(about, args, next), innermost);
    sesv2.middlewareStack.add((next, about) => async (args) => this.#attempt(about, args, next), innermost);
    return clients;
  };

  /** Items written and messages handed over so far. */
  get writes(): number {
    return this.calls.filter(({ command }) => /^(Put(Item)?|Update(Item)?|Publish|SendEmail)Command$/.test(command))
      .length;
  }

  /** The commands that requests send during `work`, in order, without the stream's and the bus's consumers. */
  async during(work: () => Promise<unknown>): Promise<readonly string[]> {
    const before = this.calls.length;
    await work();
    return this.calls
      .slice(before)
      .filter(({ service, input }) => !["events", "ses", "logs"].includes(service) && !isConsumed(input))
      .map(({ command }) => command.replace(/(Item)?Command$/, ""));
  }

  /** Fails the next attempts of the commands that match. */
  fail(command: RegExp, kind: FaultKind | (() => Error), options: FaultOptions = {}): void {
    this.#faults.push(faultOf(command, kind, options));
  }

  /** Fails the commands that match while `work` runs. */
  async failing<T>(command: RegExp, kind: FaultKind | (() => Error), work: () => Promise<T>): Promise<T> {
    const fault = faultOf(command, kind, { times: Number.POSITIVE_INFINITY });
    this.#faults.push(fault);
    try {
      return await work();
    } finally {
      this.#faults = this.#faults.filter((one) => one !== fault);
    }
  }

  heal(): void {
    this.#faults = [];
    this.attempts = [];
  }

  /** Whether every attempt that was to fail has failed. */
  get areSpent(): boolean {
    return this.#faults.every(({ times }) => times === 0);
  }

  /** Whether none of the attempts that were to fail came. */
  get areUntouched(): boolean {
    return this.#faults.every(({ skip }) => skip >= 0);
  }

  async #call<A extends { readonly input: object }, R>(
    service: Service,
    { commandName: command = "" }: About,
    args: A,
    next: Next<A, R>,
  ): Promise<R> {
    this.calls.push({ service, command, input: args.input });
    this.#underWay += 1;
    try {
      return await next(args);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Resolves once no call is under way: a step that failed may have had others beside the one that failed. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 10; quiet += 1) {
      if (this.#underWay > 0) quiet = 0;
      await turn();
    }
  }

  async #attempt<A extends { readonly input: object }, R>(
    { commandName = "" }: About,
    args: A,
    next: Next<A, R>,
  ): Promise<R> {
    this.attempts.push(commandName);
    const fault = this.#faults.find(
      ({ command, times, sk }) => times > 0 && command.test(commandName) && sk.test(sortKeyOf(args.input)),
    );
    if (fault === undefined || fault.skip-- > 0) return next(args);
    fault.times -= 1;
    // A lost answer may also have been a refusal.
    if (fault.afterwards) await next(args).catch(() => undefined);
    await fault.meanwhile();
    throw fault.error();
  }
}

const faultOf = (
  command: RegExp,
  kind: FaultKind | (() => Error),
  { skip = 0, times = 3, sk = /./, afterwards = false, meanwhile = async () => {} }: FaultOptions,
): Fault => ({
  command,
  error: typeof kind === "string" ? kinds[kind] : kind,
  skip,
  times,
  sk,
  afterwards,
  meanwhile,
});

/** Items that the bus's consumers alone write: activity, and what they count of SMS. */
const isConsumed = (input: object): boolean => /^(EVENT|CELL|BILL)#/.test(sortKeyOf(input));

function sortKeyOf(input: object): string {
  const { Item, Key } = input as {
    readonly Item?: Readonly<Record<string, unknown>>;
    readonly Key?: Readonly<Record<string, unknown>>;
  };
  const sk = (Item ?? Key)?.["sk"];
  return typeof sk === "string" ? sk : (JSON.stringify(sk) ?? "none");
}

interface HttpHandler {
  updateHttpClientConfig?(name: "connectionTimeout" | "requestTimeout", millis: number): void;
}

/** A busy machine is slow, which is no fault: calls get 15 seconds instead of the 3 of a deployed function. */
export function patient(clients: Clients): Clients {
  for (const { config } of [clients.documents, clients.kms, clients.sns, clients.eventBridge, clients.sesv2]) {
    const handler = config.requestHandler as HttpHandler;
    handler.updateHttpClientConfig?.("connectionTimeout", 15_000);
    handler.updateHttpClientConfig?.("requestTimeout", 15_000);
  }
  return clients;
}
