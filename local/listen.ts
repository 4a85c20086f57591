import type { Server } from "node:http";
import { Mistake } from "./mistake.ts";

const sentences: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: (port) =>
    `Port ${port} is taken by another program. Choose another with PORT=8788, or PORT=0 for any free one.`,
  EACCES: (port) =>
    `Port ${port} may not be used by this account. Choose another with PORT=8787, or PORT=0 for any free one.`,
};

/** Listens on this machine only, and says on which port (0: any free one). */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const sentence = sentences[error.code ?? ""];
      reject(sentence === undefined ? error : new Mistake(sentence(port)));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("The server listens on no port."));
      else resolve(address.port);
    });
  });
