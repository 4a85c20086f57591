import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Mistake } from "../../client/command-line/command-line.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const requirements = here("emulator/requirements.txt");

/** A machine on which the emulator cannot be installed, and what to do about it. */
export class NoEmulator extends Mistake {
  override readonly name = "NoEmulator";
}

function run(command: string, args: readonly string[], otherwise: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return stdout.trim();
  const said = [error?.message ?? "", stdout ?? "", stderr ?? ""].join("\n").trim().split("\n").slice(-3).join("\n");
  throw new NoEmulator(`${otherwise}\n${said}`);
}

const needsPython =
  "The emulator needs Python 3.10 or newer with its module venv (Debian: apt-get install python3-venv).";

/** Installs the emulator into a virtual environment of its own, once for each list of packages, and returns its Python. */
export function installEmulator(say: (sentence: string) => void): string {
  const python = process.env["PYTHON"] ?? "python3";
  const version = run(
    python,
    ["-c", "import sys, ensurepip; assert sys.version_info >= (3, 10); print(sys.version)"],
    needsPython,
  );
  const listed = readFileSync(requirements, "utf8");
  const hash = createHash("sha256").update(`${version}\n${listed}`).digest("hex").slice(0, 16);
  const folder = here(`../../node_modules/.cache/test-cloud/${hash}`);
  const installed = join(folder, "bin/python");
  if (existsSync(join(folder, "installed"))) return installed;
  say("Installing the emulator (MiniStack) into node_modules/.cache");
  rmSync(folder, { recursive: true, force: true });
  run(python, ["-m", "venv", folder], needsPython);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", requirements];
  run(installed, pip, "The emulator's packages could not be installed from the Python package index.");
  writeFileSync(join(folder, "installed"), "");
  return installed;
}
