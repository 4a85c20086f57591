#!/usr/bin/env node
// A checkout has the sources beside this file and may be run by a Node that cannot read them; the package has what was built.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";

const source = new URL("main.ts", import.meta.url);

function runWithNewerNode() {
  const node = createRequire(import.meta.url).resolve("node/bin/node");
  const child = spawn(node, [fileURLToPath(source), ...process.argv.slice(2)], { stdio: "inherit" });
  // The terminal tells the child of Ctrl-C itself, and twice would end it at once; here it only must not end its parent first.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

if (!existsSync(source)) await import("../dist/admin/main.js");
else if (process.features.typescript) await import(source.href);
else runWithNewerNode();
