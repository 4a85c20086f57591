import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { bundling } from "../../infra/bundling.ts";
import { defaultFunction } from "../../local/functions.ts";
import type { Route, Touches } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { purposesIn } from "../../shared/ports/vault.ts";
import { spread, type Spread } from "../statistics.ts";

export interface Bundle {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds in a fresh process. */
  readonly import: Spread;
  /** The AWS clients that it needs and nothing else: as published, and bundled as the functions are. Null: it needs none. */
  readonly bare: {
    readonly clients: readonly string[];
    readonly published: Spread;
    readonly bundledAlike: Spread;
    readonly bytes: number;
  } | null;
  /** Bytes by package; our own files are `own`. */
  readonly parts: Readonly<Record<string, number>>;
}

const dynamodb = `export { DynamoDBClient, ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
export { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";`;
const kms = `export { KMSClient, DecryptCommand, GenerateDataKeyCommand } from "@aws-sdk/client-kms";`;
const sns = `export { SNSClient, PublishCommand } from "@aws-sdk/client-sns";`;
const eventBridge = `export { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";`;
const sesv2 = `export { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";`;
const smsVoice = `export { PinpointSMSVoiceV2Client, PutMessageFeedbackCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";`;
const clientCode: Readonly<Record<string, string>> = { dynamodb, kms, sns, eventBridge, sesv2, smsVoice };

/** Every deployed function, with the clients that its work needs. */
export const functions: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    (Object.values(routes) as readonly Route[]).map((route) => [route.function, clientsFor(route.touches)]),
  ),
  [defaultFunction]: [],
  "events/publish-events": ["dynamodb", "eventBridge"],
  "events/count-sms": ["dynamodb"],
  "events/sms-delivery": ["dynamodb"],
  "events/sms-feedback": ["dynamodb", "smsVoice"],
  "events/notify-user": ["dynamodb", "kms", "sesv2", "sns"],
  "scheduled/remind-of-recoveries": ["dynamodb", "kms", "sesv2", "sns"],
  "scheduled/rotate-signing-keys": ["dynamodb", "kms"],
};

function clientsFor({ sms, mail, vault, ...stored }: Touches): readonly string[] {
  return [
    ...(Object.keys(stored).length > 0 || purposesIn(vault).length > 0 ? ["dynamodb"] : []),
    ...(purposesIn(vault).length > 0 ? ["kms"] : []),
    ...(sms === undefined ? [] : ["sns"]),
    ...(mail === undefined ? [] : ["sesv2"]),
  ];
}

/** Bundles all functions as the deployment does, and times how long a fresh process takes to import them. */
export async function bundles(imports: number, onBundle: (done: number) => void): Promise<readonly Bundle[]> {
  const folder = mkdtempSync(join(tmpdir(), "countersign-bench-"));
  const bares = new Map<string, NonNullable<Bundle["bare"]>>();
  const bareOf = async (clients: readonly string[]): Promise<Bundle["bare"]> => {
    if (clients.length === 0) return null;
    const name = clients.join("-");
    const known = bares.get(name);
    if (known) return known;
    const stdin = { contents: clients.map((one) => clientCode[one]).join("\n"), resolveDir: bundling.absWorkingDir };
    const [alike, published] = [join(folder, `${name}.mjs`), join(folder, `${name}-published.mjs`)];
    const { alias: _alias, ...plain } = bundling;
    const metafile = await write({ ...bundling, stdin }, alike);
    await write({ ...plain, stdin }, published);
    const bare = {
      clients,
      bytes: bytesOf(metafile),
      published: importTime(published, imports),
      bundledAlike: importTime(alike, imports),
    };
    bares.set(name, bare);
    return bare;
  };
  try {
    const results: Bundle[] = [];
    for (const [name, clients] of Object.entries(functions)) {
      const file = join(folder, `${name}.mjs`);
      const metafile = await write({ ...bundling, entryPoints: [`functions/${name}.ts`] }, file);
      results.push({
        name,
        bytes: bytesOf(metafile),
        import: importTime(file, imports),
        bare: await bareOf(clients),
        parts: partsOf(metafile),
      });
      onBundle(results.length / Object.keys(functions).length);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(options: Parameters<typeof build>[0], outfile: string): Promise<Metafile> {
  mkdirSync(join(outfile, ".."), { recursive: true });
  return (
    (await build({ ...options, outfile, metafile: true, logLevel: "error" })).metafile ?? { inputs: {}, outputs: {} }
  );
}

const bytesOf = ({ outputs }: Metafile): number => Object.values(outputs)[0]?.bytes ?? 0;

function partsOf({ outputs }: Metafile): Record<string, number> {
  const parts: Record<string, number> = {};
  for (const [path, { bytesInOutput }] of Object.entries(Object.values(outputs)[0]?.inputs ?? {})) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? "own";
    parts[name] = (parts[name] ?? 0) + bytesInOutput;
  }
  return parts;
}

const importer = fileURLToPath(new URL("time-import.ts", import.meta.url));

const importTime = (file: string, times: number): Spread =>
  spread(
    Array.from({ length: times }, () => Number(execFileSync(process.execPath, [importer, file], { encoding: "utf8" }))),
  );
