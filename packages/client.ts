import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { compile, newFolder, top, versions } from "./folder.ts";

const entry = (file: string) => ({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });

/** `@countersign/client`, with the command `countersign-admin`. */
export function buildClient(): string {
  const folder = newFolder("client", "client/README.md", {
    name: "@countersign/client",
    description: "Typed client of the Countersign API, the check of its assertions, and countersign-admin.",
    keywords: ["2fa", "mfa", "totp", "passkeys", "countersign"],
    type: "module",
    sideEffects: false,
    exports: { ".": entry("src/index"), "./verify": entry("src/verify"), "./package.json": "./package.json" },
    bin: { "countersign-admin": "admin/countersign-admin.js" },
    files: ["dist", "admin"],
    dependencies: versions("jose", "libphonenumber-js", "openapi-fetch", "uqr"),
  });
  compile(folder, {
    rootDir: "client",
    files: ["client/src/index.ts", "client/src/verify.ts", "client/admin/main.ts"],
  });
  mkdirSync(join(folder, "admin"));
  copyFileSync(join(top, "client/admin/countersign-admin.js"), join(folder, "admin/countersign-admin.js"));
  return folder;
}
