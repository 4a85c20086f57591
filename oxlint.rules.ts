import { dirname, relative, resolve, sep } from "node:path";
import type { RuleTester } from "oxlint/plugins-dev";

const law = ["shared/account"];
const outside = [...law, "shared/ports", "shared/settings"];
/** What a step is made of, whatever the transport. */
const steps = [...outside, "shared/language", "shared/identity", "shared/access", "shared/factors", "shared/contract"];
const services = ["shared/runtime/services.ts", "shared/runtime/id.ts", "shared/runtime/telemetry.ts"];
const entry = ["shared/runtime/entry.ts", "shared/runtime/failure.ts"];

/** The rooms of the house and what each may import of ours; a room is a folder or a file, the longest match counts. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  bin: ["infra", "shared/contract", "shared/settings"],
  // The table's shape and keys are written where the stores use them.
  infra: [
    "infra",
    ...outside,
    "shared/contract",
    "shared/aws/dynamodb/table.ts",
    "shared/aws/dynamodb/keys.ts",
    // The stream's filter lets through what users are told of.
    "shared/notify/notified.ts",
  ],
  operate: ["operate", ...steps, "shared/aws", "shared/runtime/clock.ts", "shared/runtime/id.ts", "infra/outputs.ts"],
  client: ["client", "shared/contract"],
  web: ["web", "client"],
  functions: ["shared"],
  "shared/account": [...law, "shared/factors"],
  "shared/settings": [...law, "shared/settings"],
  "shared/ports": [...law, "shared/ports"],
  "shared/language": ["shared/language"],
  "shared/identity": [...outside, "shared/identity"],
  "shared/access": [...steps, ...services, "shared/http/problem.ts"],
  "shared/factors": [...steps, ...services, "shared/http/problem.ts"],
  "shared/contract": [...outside, "shared/factors", "shared/contract"],
  "shared/aws": [...outside, "shared/aws"],
  "shared/runtime": [...outside, "shared/identity", "shared/aws", "shared/runtime"],
  "shared/http": [...steps, ...services, ...entry, "shared/http"],
  // The table's stream brings stored items: only their reader knows their shape.
  "shared/events": [...outside, ...services, ...entry, "shared/events", "shared/aws/dynamodb/event-of-image.ts"],
  "shared/notify": [
    ...steps,
    ...services,
    ...entry,
    "shared/events",
    "shared/notify",
    "shared/aws/dynamodb/account-item.ts",
  ],
  local: ["local", "functions", "shared", "client", "web/demo/build.ts"],
  docs: ["docs", "shared", "client"],
};

/** Rooms that may import anything, and that nobody else imports. */
const outermost = ["test", "bench"];

/** Packages that only some rooms may know; the others reach them through a port. */
export const packageRooms: readonly (readonly [name: RegExp, rooms: readonly string[]])[] = [
  [/^@(aws-sdk|smithy)\//, ["shared/aws", "local", "operate"]],
  [/^@middy\//, ["shared/http", "shared/events"]],
  [/^(aws-cdk-lib|constructs|cdk-nag)($|\/)/, ["bin", "infra"]],
  [/^otpauth$/, ["shared/factors/totp", "local"]],
  [
    /^node:(fs|http|https|net|child_process|os|worker_threads)/,
    ["bin", "infra", "docs", "local", "operate", "client/admin", "web/demo/build.ts", "web/elements/build.ts"],
  ],
];

const isIn = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);
const isConfig = (path: string): boolean => !path.includes("/");

/** What is wrong with importing `source` in `file` (both relative to the top folder); null if it is allowed. */
export function refusedImport(file: string, source: string): string | null {
  if (outermost.some((room) => isIn(file, room)) || isConfig(file)) return null;
  if (source.startsWith(".")) {
    const target = relative(".", resolve(dirname(file), source))
      .split(sep)
      .join("/");
    const room = Object.keys(mayImport)
      .filter((name) => isIn(file, name))
      .toSorted((one, other) => other.length - one.length)[0];
    if (room === undefined) return `No room of the house holds ${file}: name it in oxlint.rules.ts`;
    const allowed = mayImport[room] ?? [];
    return allowed.some((name) => isIn(target, name)) ? null : `${room} may not import ${target}`;
  }
  const rooms = packageRooms.find(([name]) => name.test(source))?.[1];
  return rooms === undefined || rooms.some((room) => isIn(file, room))
    ? null
    : `${source} is only for ${rooms.join(", ")}`;
}

type Rule = Extract<Parameters<RuleTester["run"]>[1], { create: unknown }>;
type Context = Parameters<Rule["create"]>[0];
type Finding = Parameters<Context["report"]>[0];

const imports: Rule = {
  create({ filename, cwd, report }) {
    const file = relative(cwd, filename).split(sep).join("/");
    const check = (node: NonNullable<Finding["node"]> & { source?: object | null }): void => {
      const source = node.source && "value" in node.source ? node.source.value : null;
      const message = typeof source === "string" ? refusedImport(file, source) : null;
      if (message !== null) report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

const hidden = ["Date.now", "Math.random", "performance.now"];

/** The clock and chance are ports. `new Date(instant)`, to format, stays allowed. */
const ports: Rule = {
  create(context) {
    const report = (node: NonNullable<Finding["node"]>, what: string): void => {
      context.report({ node, message: `${what} is hidden input: take the clock or the random source as an argument` });
    };
    return {
      NewExpression(node) {
        if (isNamed(node.callee, "Date") && node.arguments.length === 0) report(node, "new Date()");
      },
      CallExpression(node) {
        if (isNamed(node.callee, "Date")) report(node, "Date()");
      },
      MemberExpression(node) {
        const member = hidden.find((name) => {
          const [object = "", property = ""] = name.split(".");
          return isNamed(node.object, object) && isNamed(node.property, property);
        });
        if (member !== undefined) report(node, member);
      },
    };
  },
};

/** `as unknown as T` silences the compiler. */
const doubleCast: Rule = {
  create: ({ report }) => ({
    TSAsExpression(node) {
      if (node.expression.type === "TSAsExpression")
        report({ node, message: "Check the value instead of casting twice" });
    },
  }),
};

const isNamed = (node: object, name: string): boolean => "name" in node && node.name === name;

export default { meta: { name: "house" }, rules: { imports, ports, "double-cast": doubleCast } };
