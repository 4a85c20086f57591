#!/usr/bin/env node
// A checkout has the sources beside this file and may be run by a Node that cannot read them; the package has what was built.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";

const source = new URL("main.ts", import.meta.url);

function runWithNewerNode() {
  const node = createRequire(import.meta.url).resolve("node/bin/node");
  const child = spawn(node, [fileURLToPath(source), ...process.argv.slice(2)], { stdio: "inherit" });
  // The terminal tells the child itself; here they only must not end its parent first.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}

if (!existsSync(source)) await import("../dist/admin/main.js");
else if (process.features.typescript) await import(source.href);
else runWithNewerNode();
