import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { type CountryCode, getCountryCallingCode } from "libphonenumber-js/mobile";
import examples from "libphonenumber-js/mobile/examples";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundling } from "../../infra/bundling.ts";
import { sdkChanges } from "../../infra/sdk-sources.ts";
import { withoutDocuments, withOwnRows } from "../../infra/own-sources.ts";
import { parsePhoneNumber } from "../../shared/factors/sms/flows.ts";

type Exports = Readonly<Record<string, unknown>>;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-"));
});
afterAll(async () => rm(folder, { recursive: true }));

/** A module as a bundle has it, and as it is published. */
async function bothOf(name: string, contents: string): Promise<readonly [Exports, Exports]> {
  const stdin = { contents, resolveDir: bundling.absWorkingDir };
  const [made, plain] = [join(folder, `${name}.mjs`), join(folder, `${name}-plain.mjs`)];
  const { plugins: _, alias: _a, ...published } = bundling;
  await build({ ...bundling, stdin, outfile: made });
  await build({ ...published, stdin, outfile: plain, keepNames: true });
  const read = async (file: string) => (await import(pathToFileURL(file).href)) as Exports;
  return [await read(made), await read(plain)];
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** A schema with what it refers to, written out. */
function shown(schema: unknown, within: readonly unknown[] = []): unknown {
  if (typeof schema === "function") return shown((schema as () => unknown)(), within);
  if (!isList(schema)) return schema;
  return within.includes(schema)
    ? `again ${String(schema[2])}`
    : schema.map((part) => shown(part, [...within, schema]));
}

const clients = ["dynamodb", "kms", "sns", "sesv2", "eventbridge", "cloudwatch-logs", "pinpoint-sms-voice-v2"];
describe.each(clients)("the bundled client of %s", (name) => {
  const at = `./node_modules/@aws-sdk/client-${name}/dist-es`;
  const source = `export * as schemas from "${at}/schemas/schemas_0.js"; export * as errors from "${at}/models/errors.js";`;

  it("has the schemas and the errors of the published one", async () => {
    const [made, plain] = await bothOf(name, source);
    const [own, theirs] = [made, plain].map(({ schemas }) => schemas as Exports);
    expect(Object.keys(own ?? {}).length).toBeGreaterThan(20);
    expect(Object.keys(own ?? {})).toEqual(Object.keys(theirs ?? {}));
    for (const [key, schema] of Object.entries(theirs ?? {}))
      if (key !== "errorTypeRegistries") expect([key, shown(own?.[key])]).toEqual([key, shown(schema)]);
    const [ownErrors, errors] = [made, plain].map((all) => all["errors"] as Record<string, typeof NamedError>);
    expect(Object.keys(ownErrors ?? {})).toEqual(Object.keys(errors ?? {}));
    for (const [key, Theirs] of Object.entries(errors ?? {})) {
      const Own = ownErrors?.[key] ?? expect.fail(`${key} is missing`);
      const facts = { message: "refused", $metadata: { httpStatusCode: 400 }, Item: { a: 1 } };
      const [one, other] = [new Own(facts), new Theirs(facts)];
      expect([Object.entries(one), Own.shapeId, String(one)]).toEqual([
        Object.entries(other),
        Theirs.shapeId,
        String(other),
      ]);
      expect([one instanceof Own, one instanceof Error]).toEqual([true, true]);
    }
    const registered = [made, plain].map(({ schemas }) =>
      ((schemas as Exports)["errorTypeRegistries"] as readonly Registry[]).map(({ namespace, schemas: known }) => [
        namespace,
        [...known].map(([id, schema]) => [id, shown(schema)]),
      ]),
    );
    expect(registered[0]).toEqual(registered[1]);
  });
});
declare class NamedError extends Error {
  static shapeId: string;
  constructor(facts: object);
}
interface Registry {
  readonly namespace: string;
  readonly schemas: ReadonlyMap<string, unknown>;
}

it("an error of another namespace than the others keeps its class", () => {
  const at = "/node_modules/@aws-sdk/client-any/dist-es/models/errors.js";
  const { change } = sdkChanges.find(({ of }) => of.test(at)) ?? expect.fail("errors are not changed");
  const plain = (name: string, namespace: string): string => `export class ${name} extends __BaseException {
    static shapeId = "${namespace}#${name}";
    name = "${name}";
    $fault = "client";
    constructor(opts) {
        super({
            name: "${name}",
            $fault: "client",
            ...opts,
        });
        Object.setPrototypeOf(this, ${name}.prototype);
    }
}`;
  const [own, other] = [plain("TooMany", "com.amazonaws.one"), plain("NotFound", "com.amazonaws.other")];
  const changed = change(`${own}\n${other}`, at);
  expect(changed).toContain('export const TooMany = /* @__PURE__ */ plainError("TooMany", "client");');
  expect(changed).toContain(other);
  expect(changed).not.toContain(own);
});

/** Calls to AWS with what is made of them, and of a refusal. Times, signatures and ids of calls differ. */
const calls = `
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SNSClient, PublishCommand } from "@aws-sdk/client-sns";
import { KMSClient, DecryptCommand } from "@aws-sdk/client-kms";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
export const callsTo = (requestHandler) => {
  const config = { region: "eu-test-1", credentials: { accessKeyId: "id", secretAccessKey: "secret" }, maxAttempts: 1, retryMode: "standard", requestHandler };
  const Simple = { Subject: { Data: "Café" }, Body: { Text: { Data: "text", Charset: "UTF-8" }, Html: { Data: "<p>" } } };
  const mail = { FromEmailAddress: "a@example.com", Destination: { ToAddresses: ["b@example.com"] }, Content: { Simple } };
  const sms = { PhoneNumber: "+41790000000", Message: "code", MessageAttributes: { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } } };
  return {
    mail: () => new SESv2Client(config).send(new SendEmailCommand(mail)),
    sms: () => new SNSClient(config).send(new PublishCommand(sms)),
    key: () => new KMSClient(config).send(new DecryptCommand({ CiphertextBlob: new Uint8Array([1, 2]), EncryptionContext: { a: "b" } })),
    item: () => DynamoDBDocumentClient.from(new DynamoDBClient(config)).send(new PutCommand({ TableName: "t", Item: { pk: "a", n: 1, bytes: new Uint8Array([3]) }, ConditionExpression: "attribute_not_exists(pk)" })),
  };
};`;

/** A refusal of each service that is of its own, and one that the package does not know. */
const refusals: readonly (readonly [call: string, status: number, body: string])[] = [
  ["mail", 400, '{"__type":"MessageRejected","message":"not verified"}'],
  ["mail", 429, '{"__type":"TooManyRequestsException","message":"slow"}'],
  ["mail", 500, "{}"],
  [
    "sms",
    400,
    "<ErrorResponse><Error><Type>Sender</Type><Code>OptedOut</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>",
  ],
  [
    "sms",
    429,
    "<ErrorResponse><Error><Type>Sender</Type><Code>KMSThrottling</Code><Message>no</Message></Error></ErrorResponse>",
  ],
  ["key", 400, '{"__type":"com.amazonaws.kms#DisabledException","message":"off"}'],
  ["key", 503, '{"__type":"DependencyTimeoutException","message":"late"}'],
  ["key", 400, '{"__type":"NeverHeardOfException","message":"new"}'],
  [
    "item",
    400,
    '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","Message":"no","Item":{"pk":{"S":"a"}}}',
  ],
  ["item", 400, '{"__type":"ProvisionedThroughputExceededException","message":"slow"}'],
];

type Calls = (requestHandler: object) => Readonly<Record<string, () => Promise<unknown>>>;

it("a call leaves the bundled clients as it leaves the published ones, and a refusal is read alike", async () => {
  const both = await bothOf("calls", calls);
  for (const [call, statusCode, body] of refusals) {
    const seen = both.map(async ({ callsTo }) => {
      const sent: unknown[] = [];
      const handle = async ({ method, hostname, path, headers, body: own }: Readonly<Record<string, unknown>>) => {
        const told = Object.entries(headers as Exports).map(([name, value]) =>
          /^(authorization|x-amz-date|amz-sdk-invocation-id)$/.test(name) ? [name] : [name, value],
        );
        sent.push({
          method,
          hostname,
          path,
          told,
          body: typeof own === "string" ? own : Buffer.concat([own as Uint8Array]),
        });
        return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(body)]) } };
      };
      const ask = (callsTo as Calls)({ handle })[call];
      const failed: unknown = await ask?.().catch((error: unknown) => error);
      if (!(failed instanceof Error)) return expect.fail(`${call} was not refused`);
      const { $response: _, ...facts } = failed as Error & { readonly $response: unknown };
      return { sent, name: failed.name, message: failed.message, facts };
    });
    const [own, theirs] = await Promise.all(seen);
    expect(own?.sent).toHaveLength(1);
    expect(own).toEqual(theirs);
  }
});

it("numbers are read in a bundle as outside of it, in every country", async () => {
  const [{ parsePhoneNumber: bundled }] = await bothOf("numbers", 'export * from "./shared/factors/sms/flows.ts";');
  const numbers = Object.entries(examples).map(
    ([country, number]) => `+${getCountryCallingCode(country as CountryCode)}${number}`,
  );
  expect(numbers.length).toBeGreaterThan(200);
  for (const number of [
    ...numbers,
    ...numbers.map((one) => one.slice(0, -1)),
    ...numbers.map((one) => `${one}5`),
    "+999123",
    "+1",
  ])
    expect([number, (bundled as typeof parsePhoneNumber)(number)]).toEqual([number, parsePhoneNumber(number)]);
});

describe("a schema without what documents say", () => {
  const within = (body: string): string => withoutDocuments(body, "some-schemas.ts");

  it("is as before, on the same line, and is left out where nobody uses it", () => {
    expect(within('const a = documented(\n  z.string(),\n  "Text",\n);\nexport const b = 1;')).toBe(
      "const a = /* @__PURE__ */ (() => (\nz.string()\n\n))();\nexport const b = 1;",
    );
    expect(within('export const c = seconds(1, 2, 1, "Wait");')).toContain('seconds(1, 2, 1, "")');
  });

  it("keeps a description that is made in another way", () => {
    expect(within("const a = seconds(1, 2, 1, what);")).toContain("seconds(1, 2, 1, what)");
  });

  it("cannot come from a file that does more than declare", () => {
    expect(() => within("z.config(en());")).toThrow("does more than declare");
    expect(() => within("const = 1;")).toThrow("cannot be read");
  });

  it("a row of a table of routes has an export of its own, with what functions need", () => {
    const made = within(
      'export const someRoutes = { login: { path: "/v1", summary: "S", problems: [...few], body: documented(z.int(), "N") } } as const;',
    );
    expect(made).toMatch(/^export const someRoutes = \{ login: row_login \} as const;/);
    expect(made).toContain("export { row_login as login };");
    expect(made).not.toMatch(/summary|problems|documented/);
  });

  it("a function names its row, or takes the table", () => {
    const table = 'import { userRoutes } from "./user-routes.ts";\n';
    expect(withOwnRows(`${table}endpoint(userRoutes.login)`)).toMatch(/^import \* as userRoutes from/);
    expect(withOwnRows(`${table}Object.keys(userRoutes)`)).toMatch(/^import \{ userRoutes \} from/);
  });
});
