import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Source that a bundle has in the place of the one at `path`. */
export interface Change {
  readonly of: RegExp;
  readonly change: (source: string, path: string) => string;
  readonly loader: "js" | "json" | "ts";
}

const client = String.raw`[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]`;
const inClient = (path: string): RegExp => new RegExp(`${client}${path.replaceAll("/", String.raw`[\\/]`)}$`);
const file = (path: string): RegExp => new RegExp(`[\\\\/]${path.replaceAll("/", String.raw`[\\/]`)}\\.js$`);

/** Names of the file's own for texts. */
const textsIn = (source: string): ReadonlyMap<string, string> =>
  new Map(Array.from(source.matchAll(/^const (\w+) = "([^"\\\n]*)";$/gm), ([, name = "", text = ""]) => [name, text]));

const plainSchema =
  /^export var (\w+)\$ = \[-3, n0, (\w+),\s+(\{[^\n]*\}|0),\s+\[_m\],\s+\[0\]\s+\];\nn0_registry\.registerError\(\1\$, \1\);$/gm;
const plainSchemaSource = `function plainSchema(error, traits) {
  const schema = [-3, n0, error.shapeId.slice(n0.length + 1), traits, [_m], [0]];
  n0_registry.registerError(schema, error);
  return schema;
}`;

/**
 * The schemas of a client. A name in brackets may run code of its own, so that esbuild keeps whatever has one: they become the texts that
 * they stand for. The schemas of errors that have nothing but a message are made by one function.
 */
function smallerSchemas(source: string): string {
  const texts = textsIn(source);
  const alike = source.replace(plainSchema, (whole, error: string, name: string, traits: string) =>
    texts.get(name) === error ? `export var ${error}$ = plainSchema(${error}, ${traits});` : whole,
  );
  const plain = alike.replace(/([{,]\s*)\[(\w+)\]:/g, (whole, before: string, name: string) => {
    const text = texts.get(name);
    return text === undefined ? whole : `${before}${JSON.stringify(text)}:`;
  });
  return alike === source ? plain : `${plain}\n${plainSchemaSource}`;
}

const plainError =
  /^export class (\w+) extends __BaseException \{\s+static shapeId = "([\w.]+)#\1";\s+name = "\1";\s+\$fault = "(\w+)";\s+constructor\(opts\) \{\s+super\(\{\s+name: "\1",\s+\$fault: "\3",\s+\.\.\.opts,\s+\}\);\s+Object\.setPrototypeOf\(this, \1\.prototype\);\s+\}\s+\}$/gm;
const plainErrorSource = `function plainError(name, $fault) {
  return class Plain extends __BaseException {
    static shapeId = n0 + "#" + name;
    static name = name;
    name = name;
    $fault = $fault;
    constructor(opts) {
      super({ name, $fault, ...opts });
      Object.setPrototypeOf(this, Plain.prototype);
    }
  };
}`;

/** The errors of a client: classes that have nothing of their own but a name are made by one function. */
function smallerErrors(source: string): string {
  let namespace: string | undefined;
  const alike = source.replace(plainError, (whole, name: string, own: string, fault: string) => {
    namespace ??= own;
    return own === namespace ? `export const ${name} = /* @__PURE__ */ plainError("${name}", "${fault}");` : whole;
  });
  return namespace === undefined ? source : `const n0 = "${namespace}";\n${alike}\n${plainErrorSource}`;
}

/** A client tells AWS its version. */
function nameAndVersion(description: string): string {
  const { name, version } = JSON.parse(description) as { readonly name: string; readonly version: string };
  return JSON.stringify({ name, version });
}

/** A command, paginator or coder that nobody uses is left out; esbuild cannot tell that making one does nothing else. */
const pure = (source: string): string =>
  source.replace(/(?:extends|=) (?=(?:command|createPaginator|new Text\w+)\()/g, "$&/* @__PURE__ */ ");

/** Parts of the SDK that no call of ours comes to, each with its own end for the day when one does. */
const unused = (kind: "class" | "function", name: string, why: string): Change => ({
  of: file(name),
  loader: "js",
  change: () => {
    const refuses = `{ throw new Error(${JSON.stringify(why)}); }`;
    const own = name.slice(name.lastIndexOf("/") + 1);
    return kind === "class"
      ? `export class ${own} { constructor() ${refuses} }`
      : `export function ${own}() ${refuses}`;
  },
});

const numbers = "node_modules/libphonenumber-js/es6/";
const helper = /^function (_\w+|ownKeys)\(.*\}$/gm;
const helpersAt = "#babel-helpers";

/** Babel's helpers, which each file of libphonenumber has for itself, by their name: those that are the same in all of them. */
function helpersIn(folder: string): ReadonlyMap<string, string> {
  const sources = globSync("**/*.js", { cwd: folder }).map((path) => readFileSync(join(folder, path), "utf8"));
  const all = sources.flatMap((source) =>
    Array.from(source.matchAll(helper), ([text, name = ""]) => [name, text] as const),
  );
  return new Map(all.filter(([name, text]) => all.every(([other, its]) => other !== name || its === text)));
}

/** A file takes the helpers from the one module of all. */
const withSharedHelpers =
  (helpers: ReadonlyMap<string, string>) =>
  (source: string): string => {
    const own: string[] = [];
    const rest = source.replace(helper, (whole, name: string) => {
      if (!helpers.has(name)) return whole;
      own.push(name);
      return "";
    });
    return `import { ${own.join(", ")} } from "${helpersAt}"; ${rest}`;
  };

/** The module of the helpers, by the name under which the changed files import it. */
export function sharedHelpers(top: string) {
  const helpers = helpersIn(join(top, numbers));
  const contents = [...helpers.values(), `export { ${[...helpers.keys()].join(", ")} };`].join("\n");
  const change: Change = { of: file(`${numbers}[^?]+`), loader: "js", change: withSharedHelpers(helpers) };
  return { name: helpersAt, contents, change };
}

export const sdkChanges: readonly Change[] = [
  { of: inClient(String.raw`dist-es/schemas/\w+\.js`), loader: "js", change: smallerSchemas },
  { of: inClient("dist-es/models/errors.js"), loader: "js", change: smallerErrors },
  { of: inClient("package.json"), loader: "json", change: nameAndVersion },
  { of: inClient(String.raw`dist-es/commands/\w+\.js`), loader: "js", change: pure },
  { of: file("tiny-cbor/esm/cbor/cbor"), loader: "js", change: pure },
  { of: file(String.raw`lib-dynamodb/dist-es/pagination/\w+`), loader: "js", change: pure },
  {
    // The names that people know the regions by.
    of: file("util-endpoints/lib/aws/partitions"),
    loader: "js",
    change: (source) => source.replaceAll(/"description": "[^"\n]*"/g, ""),
  },
  unused("class", "sha256/Sha256Js", "Node brings SHA-256 along"),
  unused("class", "util-retry/AdaptiveRetryStrategy", "Calls are repeated in the standard mode"),
  {
    // Each signer makes one, for events that are streamed.
    of: file("signature-v4/dist-es/HeaderFormatter"),
    loader: "js",
    change: () =>
      'export class HeaderFormatter { format() { throw new Error("No operation that we call streams events"); } }',
  },
  {
    of: file("service-customizations/s3"),
    loader: "js",
    change: (source) =>
      source.replace(
        /^export const resolveParamsForS3 = [\s\S]*?^\};$/m,
        'export const resolveParamsForS3 = () => { throw new Error("No function calls S3"); };',
      ),
  },
  unused("function", "regionConfig/getInstanceMetadataRegion", "A function knows its region from its environment"),
];

const made = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;
/** Packages of the SDK that stand behind its clients and that we do not need: no operation that we call streams events, and DynamoDB is called at its region's address. */
export const sdkAliases = {
  "@smithy/core/event-streams": made(`export const resolveEventStreamSerdeConfig = (config) => config;
export const eventStreamSerdeProvider = () => { throw new Error("Operations that stream events are not bundled"); };`),
  "@aws-sdk/middleware-endpoint-discovery": made(`export const resolveEndpointDiscoveryConfig = (config) => config;
const never = () => false;
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = { environmentVariableSelector: never, configFileSelector: never, default: false };`),
};
