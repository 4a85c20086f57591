import type { Clients } from "../../shared/aws/clients.ts";

/** Where an attempt is made: inside the SDK's own repetition. */
const innermost = { step: "deserialize", priority: "high" } as const;

/** The commands of the table. */
export const table = /^(GetItem|Query|PutItem|UpdateItem)Command$/;

const failed = (name: string, more: object = {}): Error =>
  Object.assign(new Error(`${name} by a test`), { name, ...more });

/** How AWS and the network fail, as the SDK sees it. */
const kinds = {
  throttled: () =>
    failed("ProvisionedThroughputExceededException", { $fault: "client", $metadata: { httpStatusCode: 400 } }),
  broken: () => failed("InternalServerError", { $fault: "server", $metadata: { httpStatusCode: 500 } }),
  reset: () => failed("Error", { code: "ECONNRESET" }),
  timedOut: () => failed("TimeoutError"),
  denied: () => failed("AccessDeniedException", { $fault: "client", $metadata: { httpStatusCode: 400 } }),
} as const;
export type Kind = keyof typeof kinds;

interface Fault {
  readonly command: RegExp;
  readonly kind: Kind;
  /** After the call has done its work: only its answer is lost. */
  readonly afterwards: boolean;
  /** What happens before the caller hears of it. */
  readonly meanwhile: () => Promise<void>;
  /** Attempts that go well before. */
  skip: number;
  /** Attempts that fail; the SDK makes three of a call that it may repeat. */
  times: number;
  /** The keys of the items that it is about. */
  readonly sk: RegExp;
}

/** Fails the attempts of AWS calls that a test names, below the SDK's own repetition. */
export class Faults {
  #faults: Fault[] = [];
  /** The commands that were attempted, in order. */
  attempts: string[] = [];

  readonly wrap = (clients: Clients): Clients => {
    const { documents, kms, sns, eventBridge, sesv2 } = clients;
    documents.middlewareStack.add((next, context) => async (args) => this.#attempt(context, args, next), innermost);
    kms.middlewareStack.add((next, context) => async (args) => this.#attempt(context, args, next), innermost);
    sns.middlewareStack.add((next, context) => async (args) => this.#attempt(context, args, next), innermost);
    eventBridge.middlewareStack.add((next, context) => async (args) => this.#attempt(context, args, next), innermost);
    sesv2.middlewareStack.add((next, context) => async (args) => this.#attempt(context, args, next), innermost);
    return clients;
  };

  fail(
    command: RegExp,
    kind: Kind,
    { skip = 0, times = 3, sk = /./, afterwards = false, meanwhile = async () => {} }: Partial<Fault> = {},
  ): void {
    this.#faults.push({ command, kind, skip, times, sk, afterwards, meanwhile });
  }

  heal(): void {
    this.#faults = [];
    this.attempts = [];
  }

  /** Whether every attempt that was to fail has failed. */
  get areSpent(): boolean {
    return this.#faults.every(({ times }) => times === 0);
  }

  async #attempt<A extends { readonly input: object }, R>(
    { commandName = "" }: { readonly commandName?: string },
    args: A,
    next: (args: A) => Promise<R>,
  ): Promise<R> {
    this.attempts.push(commandName);
    const isAbout = ({ command, times, sk }: Fault) =>
      times > 0 && command.test(commandName) && sk.test(sortKeyOf(args.input));
    const fault = this.#faults.find(isAbout);
    if (fault === undefined || fault.skip-- > 0) return next(args);
    fault.times -= 1;
    // A lost answer may also have been a refusal.
    if (fault.afterwards) await next(args).catch(() => undefined);
    await fault.meanwhile();
    throw kinds[fault.kind]();
  }
}

function sortKeyOf(input: object): string {
  const { Item, Key } = input as {
    readonly Item?: Readonly<Record<string, unknown>>;
    readonly Key?: Readonly<Record<string, unknown>>;
  };
  const sk = (Item ?? Key)?.["sk"];
  return typeof sk === "string" ? sk : (JSON.stringify(sk) ?? "none");
}
