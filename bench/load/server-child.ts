import { writeFileSync } from "node:fs";

/** One request of the load, without the address. */
export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LoadedServer {
  readonly url: string;
  /** Observations of the run, by name. */
  readonly facts?: Readonly<Record<string, boolean>>;
  /** Requests that will each succeed once. */
  prepare(): Promise<readonly LoadRequest[]> | readonly LoadRequest[];
  stop(): Promise<void>;
}

/** Runs a server in this child process, as the parent says: a file name asks for prepared requests in that file. */
export function serveParent(start: (settings: Readonly<Record<string, unknown>>) => Promise<LoadedServer>): void {
  process.once("message", (settings: Readonly<Record<string, unknown>>) => {
    void (async () => {
      const server = await start(settings);
      process.on("message", (file: string) => {
        void (async () => {
          writeFileSync(file, JSON.stringify(await server.prepare()));
          process.send?.({ prepared: file });
        })();
      });
      process.once("disconnect", () => void server.stop());
      process.send?.({ url: server.url, facts: server.facts ?? {} });
    })();
  });
}
