import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pageUrl } from "../../../local/sign-in.ts";

const top = fileURLToPath(new URL("../../../", import.meta.url));
const clock = new URL("service-clock.ts", import.meta.url).href;

type Line = { readonly ready?: true; readonly url?: string; readonly ahead?: number; readonly level?: string };

/** The service that `npm start` runs, in memory and with a clock that a test can advance. */
export class Service {
  readonly url: string;
  /** Where browsers open the pages: passkeys know no address. */
  readonly pageUrl: string;
  /** Complaints of the service. Each is a bug, even if the page coped with it. */
  readonly complaints: readonly string[];
  /** Milliseconds by which its clock is ahead of the machine's. */
  #ahead = 0;
  readonly #child: Child;

  private constructor(url: string, child: Child) {
    this.url = url;
    this.pageUrl = pageUrl(url);
    this.#child = child;
    this.complaints = child.complaints;
  }

  static async start(variables: Readonly<Record<string, string>> = {}): Promise<Service> {
    const child = new Child(variables);
    const { url } = await child.line(({ ready }) => ready === true);
    if (url === undefined) throw new Error("The service did not say where it is.");
    // A browser asks next. The build takes a second, which a test should not wait for.
    const page = await fetch(url, { headers: { accept: "text/html" } });
    if (page.status !== 200) throw new Error(`The page could not be built.\n${await page.text()}`);
    return new Service(url, child);
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  async advance(millis: number): Promise<void> {
    const before = this.#ahead;
    this.#ahead += millis;
    const told = this.#child.line(({ ahead }) => ahead === before + millis);
    this.#child.tell(String(millis));
    await told;
  }

  stop(): void {
    this.#child.end();
  }
}

class Child {
  readonly complaints: string[] = [];
  readonly #process: ChildProcess;
  readonly #waiting = new Set<(line: Line | null) => void>();

  constructor(variables: Readonly<Record<string, string>>) {
    this.#process = spawn(process.execPath, [`--import=${clock}`, "local/main.ts"], {
      cwd: top,
      env: {
        ...process.env,
        PORT: "0",
        COUNTERSIGN_DATA: "memory",
        LOG_FORMAT: "json",
        LOG_LEVEL: "WARN",
        // Dozens of services are started: what Node compiles for one serves the next.
        NODE_COMPILE_CACHE: `${top}node_modules/.cache/test-browser`,
        // Vitest's own; a newcomer's service has none.
        NODE_OPTIONS: "",
        NODE_ENV: "",
        ...variables,
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const { stdout, stderr } = this.#process;
    if (stdout === null || stderr === null) throw new Error("The service has no output.");
    createInterface({ input: stdout }).on("line", (text) => this.#hear(text));
    createInterface({ input: stderr }).on("line", (text) => this.complaints.push(text));
    this.#process.once("close", () => {
      for (const heard of this.#waiting) heard(null);
    });
  }

  #hear(text: string): void {
    const line = JSON.parse(text) as Line;
    if (line.level === "ERROR") this.complaints.push(text);
    for (const heard of this.#waiting) heard(line);
  }

  async line(isIt: (line: Line) => boolean): Promise<Line> {
    const { promise, resolve, reject } = Promise.withResolvers<Line>();
    const heard = (line: Line | null): void => {
      if (line === null) reject(new Error(`The service ended.\n${this.complaints.join("\n")}`));
      else if (isIt(line)) resolve(line);
    };
    this.#waiting.add(heard);
    return promise.finally(() => this.#waiting.delete(heard));
  }

  tell(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  end(): void {
    this.#process.stdin?.end();
  }
}
