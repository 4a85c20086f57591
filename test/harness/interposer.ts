import type { Clients } from "../../shared/aws/clients.ts";

const writing = [
  "PutItemCommand",
  "PutCommand",
  "UpdateItemCommand",
  "UpdateCommand",
  "PublishCommand",
  "SendEmailCommand",
];

/** Stands between the service and AWS: counts what is written or sent, and fails what a test wants to fail. */
export class Interposer {
  /** Items written and messages handed over. */
  writes = 0;
  #failure: ((command: string) => Error | undefined) | undefined;

  readonly wrap = (clients: Clients): Clients => {
    const act = (command: string | undefined): void => {
      const failure = this.#failure?.(command ?? "");
      if (failure) throw failure;
      if (writing.includes(command ?? "")) this.writes += 1;
    };
    clients.documents.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          act(commandName);
          return next(args);
        },
      { step: "initialize" },
    );
    clients.sns.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          act(commandName);
          return next(args);
        },
      { step: "initialize" },
    );
    clients.sesv2.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          act(commandName);
          return next(args);
        },
      { step: "initialize" },
    );
    return clients;
  };

  /** Fails the commands for which `failure` has an error, while `work` runs. */
  async during<T>(failure: (command: string) => Error | undefined, work: () => Promise<T>): Promise<T> {
    this.#failure = failure;
    try {
      return await work();
    } finally {
      this.#failure = undefined;
    }
  }
}
