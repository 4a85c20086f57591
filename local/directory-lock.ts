import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { link, mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf, Mistake, unusableFile } from "../client/command-line/command-line.ts";

type Release = () => Promise<void>;

/** Makes the directory and holds it for this process until the result is called. A process that died holds nothing. */
export async function holdDirectory(directory: string, platform = process.platform): Promise<Release> {
  const place = await mkdir(directory, { recursive: true, mode: 0o700 })
    .then(async () => realpath(directory))
    .catch((error: unknown) => {
      throw unusableFile(directory, error, "Name another directory with COUNTERSIGN_DATA.");
    });
  const name = `countersign-${createHash("sha256").update(place).digest("hex").slice(0, 24)}`;
  const vanishing = vanishingName(name, platform);
  const release = vanishing === null ? await holdFile(join(tmpdir(), name)) : await holdName(vanishing);
  if (release !== null) return release;
  throw new Mistake(
    `${directory} is in use by another process. Stop it, or give this one its own state with COUNTERSIGN_DATA.`,
  );
}

/** A socket's name that vanishes with its process, where the system has such names. */
function vanishingName(name: string, platform: NodeJS.Platform): string | null {
  if (platform === "win32") return `\\\\.\\pipe\\${name}`;
  return platform === "linux" ? `\0${name}` : null;
}

async function holdName(name: string): Promise<Release | null> {
  const server = await listenOn(name);
  return server === null ? null : async () => close(server);
}

/** Longer than it takes to judge a holder dead and to take its place: of two that do so at once, the later one is then there. */
const settleMillis = 250;

/** Elsewhere a file names its holder's socket, by which the holder is known to live. Null: another process holds it. */
async function holdFile(file: string): Promise<Release | null> {
  const holder = randomBytes(4).toString("hex");
  const [own, socket] = [`${file}.${holder}`, `${file}-${holder}`];
  const server = await listenOn(socket);
  await writeFile(own, holder);
  const isFree = await link(own, file).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
      return false;
    },
  );
  const isOwn = async (): Promise<boolean> => (await readFile(file, "utf8").catch(() => "")) === holder;
  if (!isFree && !(await isAlive(`${file}-${await readFile(file, "utf8").catch(() => "")}`))) {
    await rename(own, file);
    await pause(settleMillis);
  }
  await rm(own, { force: true });
  const release: Release = async () => {
    if (await isOwn()) await rm(file, { force: true });
    if (server !== null) await close(server);
  };
  if (server !== null && (await isOwn())) return release;
  await release();
  return null;
}

async function listenOn(name: string): Promise<Server | null> {
  const server = createServer((socket) => socket.on("error", () => undefined).end()).listen(name);
  try {
    await once(server, "listening");
    return server.unref();
  } catch {
    return null;
  }
}

const close = async (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

const isAlive = async (name: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(name, () => resolve(true));
    socket.on("error", () => resolve(false)).on("connect", () => socket.destroy());
  });
