import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { Mistake } from "../../../client/command-line/command-line.ts";

/** The machine as the search for a browser sees it. */
export interface Machine {
  /** CHROME_PATH, if somebody named a browser. */
  readonly named: string | undefined;
  readonly isRoot: boolean;
  readonly isThere: (path: string) => boolean;
  /** Whether the command went well. */
  readonly run: (command: string, args: readonly string[]) => boolean;
  readonly say: (sentence: string) => void;
}

const places = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(
  (name) => `/usr/bin/${name}`,
);

/** Ends the suite on a machine without a browser. */
export class NoChromium extends Mistake {
  override readonly name = "NoChromium";
}

/** Where Chromium is; installed from the distribution if it is missing. Throws a `NoChromium`. */
export function findChromium(machine: Machine): string {
  const { named, isThere, say } = machine;
  if (named !== undefined && named !== "") {
    if (isThere(named)) return named;
    throw new NoChromium(`CHROME_PATH names ${named}, which is no program.`);
  }
  const found = places.find(isThere);
  if (found !== undefined) return found;
  say("No Chromium here: installing the distribution's with apt-get.");
  install(machine);
  const installed = places.find(isThere);
  if (installed !== undefined) return installed;
  throw new NoChromium(
    "There is no Chromium here, and apt-get could not install it. Install Chromium or Chrome, or name one in CHROME_PATH, and try again.",
  );
}

function install({ isRoot, run }: Machine): void {
  const apt = (...args: readonly string[]): boolean =>
    isRoot ? run("apt-get", args) : run("sudo", ["-n", "apt-get", ...args]);
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

export const thisMachine: Machine = {
  named: process.env["CHROME_PATH"],
  isRoot: process.getuid?.() === 0,
  isThere: isProgram,
  run: (command, args) => spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0,
  say: (sentence) => void process.stdout.write(`${sentence}\n`),
};
