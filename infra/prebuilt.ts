import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { SmsProvider } from "../shared/settings/settings.ts";
import { Code } from "aws-cdk-lib/aws-lambda";

/** Code of each function by its name, as the package brings it (packages/cdk.ts); stands there for bundles.ts, which makes it. */
export const functionCode =
  (assembly: string, provider: SmsProvider): ((name: string) => Code) =>
  (name) => {
    const [own = "", any = ""] = [provider, "any"].map((place) => join(import.meta.dirname, "functions", place, name));
    const brought = join(existsSync(own) ? own : any, "index.mjs");
    const folder = join(assembly, "functions", name);
    mkdirSync(folder, { recursive: true });
    copyFileSync(brought, join(folder, "index.mjs"));
    writeFileSync(join(folder, "index.mjs.map"), brotliDecompressSync(readFileSync(`${brought}.map.br`)));
    return Code.fromAsset(folder);
  };
