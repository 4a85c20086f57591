import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, realpath, unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Mistake } from "../client/command-line/command-line.ts";

/** A socket that only one process can listen on; its name is short whatever the directory's is. */
function socketOf(directory: string): string {
  const name = `countersign-${createHash("sha256").update(directory).digest("hex").slice(0, 32)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

async function listenOn(path: string): Promise<Server | null> {
  const server = createServer((socket) => socket.end()).listen(path);
  try {
    await once(server, "listening");
    return server.unref();
  } catch {
    return null;
  }
}

const isAlive = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => resolve(true));
    socket.on("error", () => resolve(false)).on("connect", () => socket.destroy());
  });

/** Makes the directory and holds it for this process until the result is called. A process that died holds nothing. */
export async function holdDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = socketOf(await realpath(directory));
  let server = await listenOn(path);
  if (server === null && !(await isAlive(path))) {
    await unlink(path).catch(() => {});
    server = await listenOn(path);
  }
  if (server === null)
    throw new Mistake(
      `${directory} is in use by another process. Stop it, or give this one its own state with COUNTERSIGN_DATA.`,
    );
  const held = server;
  return () => new Promise((resolve) => held.close(() => resolve()));
}
