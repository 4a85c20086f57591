import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildElements } from "../web/elements/build.ts";
import { compile, newFolder, top, versions } from "./folder.ts";

/** An entry of the package, the modules that register it, and the classes that it exports. */
interface Entry {
  readonly registers: readonly string[];
  readonly elements: readonly string[];
}
const entries: Readonly<Record<string, Entry>> = {
  index: {
    registers: ["challenge", "settings", "admin"],
    elements: ["challenge", "enrollment", "settings", "admin", "backup-codes"],
  },
  challenge: { registers: ["challenge"], elements: ["challenge"] },
  enrollment: { registers: ["enrollment"], elements: ["enrollment"] },
  settings: { registers: ["settings"], elements: ["settings"] },
  admin: { registers: ["admin"], elements: ["admin"] },
  "backup-codes": { registers: ["backup-codes"], elements: ["backup-codes"] },
};

const inner = "./dist/web/elements";
const capitals = (name: string): string =>
  name
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
const classesOf = ({ elements }: Entry): string =>
  elements
    .map((name) => `export { Countersign${capitals(name)} } from "${inner}/${name}/countersign-${name}.js";\n`)
    .join("");

/** `@countersign/elements`: modules for a bundler, `browser/` for a page without one. */
export async function buildElementsPackage(): Promise<string> {
  const names = Object.keys(entries);
  const folder = newFolder("elements", "web/elements/README.md", {
    name: "@countersign/elements",
    description:
      "Custom elements for a second factor: the prompt after the password, the account page, the admins' page.",
    keywords: ["2fa", "mfa", "passkeys", "custom-elements", "web-components", "countersign"],
    type: "module",
    sideEffects: [...names.map((name) => `./${name}.js`), "./browser/*.js"],
    customElements: "custom-elements.json",
    exports: {
      ...Object.fromEntries(
        names.map((name) => [
          name === "index" ? "." : `./${name}`,
          { types: `./${name}.d.ts`, default: `./${name}.js` },
        ]),
      ),
      "./react": { types: "./react.d.ts", default: "./react.js" },
      "./browser/*": "./browser/*",
      "./custom-elements.json": "./custom-elements.json",
      "./package.json": "./package.json",
    },
    files: ["dist", "browser", "custom-elements.json", "react.js", "react.d.ts", ...names.map((name) => `${name}.*`)],
    dependencies: versions("@simplewebauthn/browser", "lit", "openapi-fetch"),
  });
  compile(folder, {
    rootDir: ".",
    files: Object.values(entries).flatMap(({ registers, elements }) => [
      ...registers.map((name) => `web/elements/${name}/register.ts`),
      ...elements.map((name) => `web/elements/${name}/countersign-${name}.ts`),
    ]),
    lib: ["es2023", "dom", "dom.iterable"],
    types: [],
  });
  for (const [name, entry] of Object.entries(entries)) {
    const registers = entry.registers.map((one) => `register${capitals(one)}`);
    const imports = entry.registers.map(
      (one) => `import { register${capitals(one)} } from "${inner}/${one}/register.js";\n`,
    );
    const calls = registers.map((call) => `${call}();\n`);
    writeFileSync(join(folder, `${name}.js`), imports.join("") + classesOf(entry) + calls.join(""));
    writeFileSync(join(folder, `${name}.d.ts`), classesOf(entry));
  }
  copyFileSync(join(top, "web/elements/custom-elements.json"), join(folder, "custom-elements.json"));
  writeFileSync(join(folder, "react.js"), "export {};\n");
  copyFileSync(join(top, "packages/elements/react.d.ts"), join(folder, "react.d.ts"));
  mkdirSync(join(folder, "browser"));
  for (const { name, code } of await buildElements()) writeFileSync(join(folder, "browser", name), code);
  return folder;
}
