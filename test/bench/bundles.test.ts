/** @module-tag processes */
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { expect, it, vi } from "vitest";
import { invocationOf } from "../../bench/world/invoke.ts";
import { bundling, changes, forProvider } from "../../infra/bundling.ts";
import { lambdaContext } from "../../local/functions.ts";
import type { HttpFunction } from "../../local/functions.ts";

/** KB, as measured: a ratchet. What grows one of them on purpose raises it here, and says why in docs/decisions.md. */
const allowed: Readonly<Record<string, number>> = { health: 19, "not-found": 22, openapi: 38, jwks: 198, verify: 356 };
/** KB of every function. */
const goal = 450;
const functions = globSync("**/*.ts", { cwd: fileURLToPath(new URL("../../functions/", import.meta.url)) }).map(
  (file) => file.slice(0, -".ts".length),
);

/** Each function's bundle stands alone, so one build makes them as several would. */
const bundlesFor = async (provider: Parameters<typeof forProvider>[0], names: readonly string[]) => {
  const { metafile } = await build({
    ...bundling,
    ...forProvider(provider),
    entryPoints: names.map((name) => `functions/${name}.ts`),
    outdir: "out",
    write: false,
    metafile: true,
  });
  return new Map(Object.values(metafile.outputs).map((output) => [output.entryPoint, output]));
};
let made: ReturnType<typeof bundlesFor> | undefined;
const usual = async () => (made ??= bundlesFor("sns", functions));
const bundle = async (name: string) => {
  const output = (await usual()).get(`functions/${name}.ts`) ?? expect.fail(`${name} is not bundled`);
  return { bytes: output.bytes, inputs: Object.keys(output.inputs), parts: Object.entries(output.inputs) };
};
const holds = ({ inputs }: { readonly inputs: readonly string[] }, name: string): boolean =>
  inputs.some((path) => path.includes(`node_modules/${name}/`));

it.each(functions.map((name) => [name, allowed[name] ?? goal] as const))(
  "%s stays within the %i KB that a quick cold start allows",
  async (name, kilobytes) => {
    expect((await bundle(name)).bytes).toBeLessThanOrEqual(kilobytes * 1024);
  },
);

it("each change of a source finds one that functions have, and changes it: after an update of a package too", async () => {
  const paths = new Set([...(await usual()).values()].flatMap(({ inputs }) => Object.keys(inputs)));
  const sources = [...paths]
    .filter((path) => !/^[\w-]+:|^</.test(path))
    .map((path) => join(bundling.absWorkingDir, path));
  for (const { of, change } of changes) {
    const found = sources.filter((path) => of.test(path));
    const changed = found.filter((path) => {
      const source = readFileSync(path, "utf8");
      return change(source, path) !== source;
    });
    expect([of.source, found.length > 0, changed.length > 0]).toEqual([of.source, true, true]);
  }
});

it("a public function carries neither the schema library nor jose, and no client of AWS but for the one that reads keys", async () => {
  for (const name of ["health", "not-found", "openapi", "jwks"]) {
    const own = await bundle(name);
    for (const other of ["zod", "zod-openapi", "jose"])
      expect([name, other, holds(own, other)]).toEqual([name, other, false]);
    const clients = ["@aws-sdk/client-dynamodb", "@aws-sdk/client-kms"].map((client) => holds(own, client));
    expect([name, ...clients]).toEqual([name, name === "jwks", name === "jwks"]);
  }
});

it("passkeys add little to verify, and nothing of X.509 or of another verifier to any function", async () => {
  for (const { inputs } of [await bundle("verify"), await bundle("confirm-factor")])
    expect(inputs.filter((path) => /@simplewebauthn|@peculiar|asn1js/.test(path))).toEqual([]);
  const own = (await bundle("verify")).parts.filter(([path]) => /passkey|tiny-cbor/.test(path));
  expect(own.length).toBeGreaterThan(3);
  expect(own.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)).toBeLessThanOrEqual(6 * 1024);
});

it("no function carries the client of a service that it does not use", async () => {
  const [verify, sendSms, publish, notify] = [
    await bundle("verify"),
    await bundle("send-sms"),
    await bundle("events/publish-events"),
    await bundle("events/notify-user"),
  ];
  for (const other of [verify, sendSms, publish]) expect(holds(other, "@aws-sdk/client-sesv2")).toBe(false);
  // Of a recovery it tells phones too.
  expect([holds(notify, "@aws-sdk/client-sesv2"), holds(notify, "@aws-sdk/client-sns")]).toEqual([true, true]);
  expect(holds(notify, "@aws-sdk/client-eventbridge")).toBe(false);
  expect([holds(verify, "@aws-sdk/client-sns"), holds(verify, "@aws-sdk/client-eventbridge")]).toEqual([false, false]);
  expect([holds(sendSms, "@aws-sdk/client-sns"), holds(sendSms, "@aws-sdk/client-eventbridge")]).toEqual([true, false]);
  expect([holds(publish, "@aws-sdk/client-sns"), holds(publish, "@aws-sdk/client-eventbridge")]).toEqual([false, true]);
});

it.each([
  ["sns", "client-sns", "client-pinpoint-sms-voice-v2"],
  ["end-user-messaging", "client-pinpoint-sms-voice-v2", "client-sns"],
  ["notify", "client-pinpoint-sms-voice-v2", "client-sns"],
] as const)(
  "a function that sends carries the client of the stage's provider alone, and none grows past its bound: %s",
  async (provider, own, other) => {
    const names = ["login", "send-sms", "events/count-sms"];
    const bundles = await (provider === "sns" ? usual() : bundlesFor(provider, functions));
    expect(Math.max(...[...bundles.values()].map(({ bytes }) => bytes))).toBeLessThanOrEqual(goal * 1024);
    const [login, sendSms, countSms] = names.map((name) => {
      const { inputs = {} } = bundles.get(`functions/${name}.ts`) ?? {};
      return { inputs: Object.keys(inputs).filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0) };
    });
    for (const sends of [login, sendSms]) {
      expect(sends && holds(sends, `@aws-sdk/${own}`)).toBe(true);
      expect(sends && holds(sends, `@aws-sdk/${other}`)).toBe(false);
    }
    expect(countSms && holds(countSms, "@aws-sdk/client-sns")).toBe(false);
    expect(countSms && holds(countSms, "@aws-sdk/client-pinpoint-sms-voice-v2")).toBe(false);
  },
);

it("functions carry the small API of the schema library, and its English sentences, which that does not bring", async () => {
  for (const name of ["verify", "events/publish-events", "events/count-sms"]) {
    const { inputs } = await bundle(name);
    const parts = ["mini", "locales/en.js", "classic", "json-schema"].map((part) =>
      inputs.some((path) => path.includes(`node_modules/zod/v4/${part}`)),
    );
    expect([name, ...parts]).toEqual([name, true, true, false, false]);
  }
});

it("a bundled function signs its calls with the credentials of its environment", async () => {
  const signed: string[] = [];
  const aws = createServer((request, response) => {
    signed.push(request.headers.authorization ?? "");
    response.writeHead(400).end("{}");
  }).listen(0, "127.0.0.1");
  await once(aws, "listening");
  const folder = await mkdtemp(join(tmpdir(), "countersign-"));
  const variables = {
    TABLE_NAME: "table",
    KMS_KEY_ID: "key",
    EVENT_BUS_NAME: "bus",
    AUDIT_LOG_GROUP: "audit",
    SERVICE_ISSUER: "https://2fa.example.com",
    LOG_LEVEL: "SILENT",
    TRUSTED_ISSUERS: JSON.stringify([
      { id: "one", issuer: "https://login.example.com", audience: "app", jwksUri: "https://login.example.com/jwks" },
    ]),
    AWS_REGION: "eu-test-1",
    AWS_ACCESS_KEY_ID: "fromvariable",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${String((aws.address() as AddressInfo).port)}`,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  try {
    const outfile = join(folder, "jwks.mjs");
    await build({ ...bundling, entryPoints: ["functions/jwks.ts"], outfile });
    const { handler } = (await import(pathToFileURL(outfile).href)) as { handler: HttpFunction };
    const call = invocationOf({ method: "GET", path: "/.well-known/jwks.json", token: "" }, 0);
    expect(await handler(call.event, lambdaContext("jwks"))).toMatchObject({ statusCode: 503 });
    expect(signed[0]).toMatch(/Credential=fromvariable\/\d+\/eu-test-1\/dynamodb\//);
  } finally {
    aws.close();
    await rm(folder, { recursive: true });
  }
});
