import type { Clients } from "../../shared/aws/clients.ts";

/** Counts the commands that requests send to AWS. What the stream's and the bus's consumers do on the side is left out. */
export class CommandLog {
  #commands: string[] = [];

  readonly wrap = (clients: Clients): Clients => {
    const { documents, kms, sns } = clients;
    const first = { step: "initialize" } as const;
    documents.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          if (!isActivity(args.input)) this.#commands.push(commandName);
          return next(args);
        },
      first,
    );
    kms.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          this.#commands.push(commandName);
          return next(args);
        },
      first,
    );
    sns.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          this.#commands.push(commandName);
          return next(args);
        },
      first,
    );
    return clients;
  };

  /** What `work` sends, in order. */
  async during(work: () => Promise<unknown>): Promise<readonly string[]> {
    this.#commands = [];
    await work();
    return this.#commands.map((name) => name.replace(/(Item)?Command$/, ""));
  }
}

const isActivity = (input: object): boolean => {
  const { Item } = input as { readonly Item?: Readonly<Record<string, unknown>> };
  return typeof Item?.["sk"] === "string" && Item["sk"].startsWith("EVENT#");
};
