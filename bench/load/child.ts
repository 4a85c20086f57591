import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process of its own that answers one message with one message. */
export interface Child {
  ask<T>(message: object | string): Promise<T>;
  stop(): Promise<void>;
}

export function startChild(file: string): Child {
  const child: ChildProcess = fork(fileURLToPath(new URL(file, import.meta.url)));
  const ended = once(child, "exit");
  return {
    ask: async <T>(message: object | string) => {
      child.send(message);
      const answer = await Promise.race([once(child, "message"), ended.then(() => null)]);
      if (answer === null) throw new Error(`${file} ended before it answered`);
      return answer[0] as T;
    },
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
