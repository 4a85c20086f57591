import type { Clients } from "../../shared/aws/clients.ts";

type Command = "GetItemCommand" | "QueryCommand" | "PutItemCommand" | "UpdateItemCommand" | "DecryptCommand" | "GenerateDataKeyCommand" | "PublishCommand" | "PutEventsCommand";

const failed = (name: string, more: object = {}): Error => Object.assign(new Error(`${name} by a test`), { name, ...more });

/** How AWS and the network fail, as the SDK sees it. */
const kinds = {
  throttled: () => failed("ProvisionedThroughputExceededException", { $fault: "client", $metadata: { httpStatusCode: 400 } }),
  broken: () => failed("InternalServerError", { $fault: "server", $metadata: { httpStatusCode: 500 } }),
  reset: () => failed("Error", { code: "ECONNRESET" }),
  timedOut: () => failed("TimeoutError"),
  denied: () => failed("AccessDeniedException", { $fault: "client", $metadata: { httpStatusCode: 400 } }),
} as const;
export type Kind = keyof typeof kinds;

interface Fault {
  readonly command: Command;
  readonly kind: Kind;
  /** After the call has done its work: only its answer is lost. */
  readonly afterwards: boolean;
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
    for (const client of [clients.documents, clients.kms, clients.sns, clients.eventBridge]) {
      client.middlewareStack.add(
        (next, { commandName = "" }) => async (args) => this.#attempt(commandName, args.input, async () => next(args)),
        { step: "deserialize", priority: "high" },
      );
    }
    return clients;
  };

  fail(command: Command, kind: Kind, { skip = 0, times = 3, sk = /./, afterwards = false }: Partial<Fault> = {}): void {
    this.#faults.push({ command, kind, skip, times, sk, afterwards });
  }

  heal(): void {
    this.#faults = [];
    this.attempts = [];
  }

  async #attempt<T>(command: string, input: object, next: () => Promise<T>): Promise<T> {
    this.attempts.push(command);
    const fault = this.#faults.find((one) => one.command === command && one.times > 0 && one.sk.test(sortKeyOf(input)));
    if (fault === undefined || fault.skip-- > 0) return next();
    fault.times -= 1;
    if (fault.afterwards) await next();
    throw kinds[fault.kind]();
  }
}

function sortKeyOf(input: object): string {
  const { Item, Key } = input as { readonly Item?: Readonly<Record<string, unknown>>; readonly Key?: Readonly<Record<string, unknown>> };
  const sk = (Item ?? Key)?.["sk"];
  return typeof sk === "string" ? sk : (JSON.stringify(sk) ?? "none");
}
