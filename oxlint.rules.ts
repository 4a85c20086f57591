import { dirname, relative, resolve, sep } from "node:path";
import { doubleCast, factorLiterals, type Finding, ports, type Rule } from "./oxlint.code-rules.ts";
import { packageRooms } from "./oxlint.packages.ts";

const law = ["shared/account"];
const outside = [...law, "shared/ports", "shared/settings"];
const factorTypes = ["backup-codes", "passkey", "sms", "totp"].map((type) => `shared/factors/${type}`);
/** A step's file: it puts these together. */
const step = ["shared/account", "shared/access", "shared/contract", "shared/http"];
const factors = ["shared/factors", "shared/factors/backup-codes", "shared/factors/passkey", "shared/factors/sms"];
/** Each function names the adapters that it needs, so that its bundle holds no other SDK client. */
const outbound = ["shared/runtime/outbound.ts"];
const services = ["shared/runtime/services.ts"];
const keys = ["shared/ports/vault.ts", "shared/runtime/compose-keys.ts"];
const entry = ["entry", "compose", "environment", "failure"].map((file) => `shared/runtime/${file}.ts`);
/** The flows of one factor type. */
const flows = [...law, ...services, "shared/ports", "shared/access", "shared/factors"];

/** One reader of typed codes, for the API and the pages. */
const typedCode = "shared/factors/typed-code.ts";
const languages = ["en", "de", "fr", "it", "es"].map((language) => `web/elements/texts/${language}`);
/** The words and controls of every view of the elements. */
const words = ["web/elements/language", "web/elements/parts", "web/elements/texts"];
const page = [...words, "web/elements/api.ts", "web/elements/trouble"];
const element = [...page, "web/elements/base", "web/elements/style"];
const adminPage = [...page, "web/elements/admin", "web/elements/base", "web/elements/factors"];

/**
 * Imports that each folder's files are allowed, besides each other: a folder's files, one file, or with `/**` everything below a folder.
 * A key without `/**` holds for one folder alone.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  // Before a deployment, the stack of one that failed is unlocked.
  bin: ["infra", "operate", "client/command-line"],
  infra: [
    "infra/monitoring",
    "shared/factors/sms/packed-plans.ts",
    ...outside,
    "shared/contract",
    // The table's shape and keys are written where the stores use them.
    "shared/aws/dynamodb/keys.ts",
    // A function that asks for an approval writes no other item of the organisation.
    "shared/aws/dynamodb/approval-store.ts",
    // The stream's filter lets through what users are told of.
    "shared/notify/notified.ts",
  ],
  "infra/monitoring": ["infra/prices.ts", "infra/service-function.ts", "shared/account", "shared/contract"],
  functions: [...step, ...factors, ...keys, "shared/language", "shared/notify", ...outbound, "web/links/built.ts"],
  "functions/admin": [...step, ...factors, ...services, "shared/settings", ...outbound],
  "functions/events": ["shared/events", "shared/notify", "shared/settings", "shared/runtime/compose.ts", ...outbound],
  "functions/scheduled": ["shared/events", "shared/notify", "shared/settings", ...outbound],
  "operate/**": [
    "client/command-line",
    "client/admin/import-report.ts",
    "operate/**",
    ...outside,
    "shared/factors/passkey",
    "shared/factors/sms",
    "shared/factors/totp",
    "shared/identity",
    "shared/access",
    "shared/contract",
    "shared/aws/**",
    "shared/runtime/services.ts",
    "infra/outputs.ts",
    "infra/stages.ts",
  ],
  "client/**": ["client/**", "shared/contract"],
  "packages/cognito": ["client/src"],
  packages: ["client/command-line", "infra", "shared/settings", "web/elements"],
  "packages/elements": [],
  "web/demo": ["web/demo/aid", "web/demo/views", "web/elements/index.ts", "client/src"],
  "web/demo/aid": ["web/demo", "client/src"],
  "web/demo/views": ["web/demo", "client/src"],
  "web/elements": ["client/src", "web/elements/admin", "web/elements/challenge", "web/elements/settings"],
  "web/elements/activity": [...element, "web/elements/factors"],
  "web/elements/devices": [...element],
  "web/elements/admin": [
    ...page,
    "web/elements/activity",
    "web/elements/admin/import",
    "web/elements/admin/organization",
    "web/elements/admin/policy",
    "web/elements/admin/user",
    "web/elements/backup-codes",
    "web/elements/base",
    "web/elements/challenge",
    "web/elements/step-up",
    "web/elements/style",
  ],
  "web/elements/admin/import": [...page, "web/elements/admin", "client/src"],
  "web/elements/admin/organization": [...adminPage, "web/elements/activity", "web/elements/admin/policy", "client/src"],
  "web/elements/admin/policy": adminPage,
  "web/elements/admin/user": adminPage,
  "web/elements/backup-codes": [...words, "web/elements/base", "web/elements/style"],
  "web/elements/base": ["web/elements/api.ts", "web/elements/language"],
  "web/elements/challenge": [
    ...element,
    typedCode,
    "web/elements/code",
    "web/elements/enrollment",
    "web/elements/factors",
    "web/elements/factors/passkey",
    "web/elements/method",
    "web/elements/recovery",
  ],
  "web/elements/code": [typedCode, "web/elements/api.ts"],
  "web/elements/enrollment": [
    ...element,
    "web/elements/backup-codes",
    "web/elements/code",
    "web/elements/factors",
    "web/elements/factors/passkey",
    "web/elements/method",
  ],
  "web/elements/factors": [
    ...words,
    "web/elements/api.ts",
    "web/elements/factors/passkey",
    "web/elements/factors/sms",
    "web/elements/factors/totp",
    "web/elements/method",
  ],
  "web/elements/factors/passkey": [...page, "web/elements/method"],
  "web/elements/factors/sms": [...page, "web/elements/code", "web/elements/method"],
  "web/elements/factors/totp": [...page, "web/elements/code", "web/elements/method"],
  "web/elements/language": ["web/elements/texts", ...languages],
  "web/elements/method": [...page, "web/elements/code"],
  "web/elements/parts": [typedCode, "client/src/contract.ts", ...words],
  "web/elements/recovery": [...element, "web/elements/code", "web/elements/enrollment"],
  "web/elements/settings": [
    ...element,
    "web/elements/activity",
    "web/elements/challenge",
    "web/elements/devices",
    "web/elements/enrollment",
    "web/elements/factors",
    "web/elements/factors/passkey",
    "web/elements/step-up",
    "web/elements/undo",
  ],
  "web/elements/undo": [...element, "web/elements/code", "web/elements/factors/passkey"],
  "web/elements/step-up": [...words, "web/elements/api.ts", "web/elements/base"],
  "web/elements/style": [],
  "web/elements/texts": ["web/elements/texts/en"],
  // The English texts say which problems and events there are; the other languages follow them.
  "web/elements/texts/en": ["web/elements/api.ts"],
  ...Object.fromEntries(
    languages.slice(1).map((language) => [language, ["web/elements/texts", "web/elements/texts/en"]]),
  ),
  "web/links": [],
  "web/elements/trouble": [...words, "web/elements/api.ts", "web/elements/code"],
  "shared/account": [],
  "shared/settings": [...law, "shared/ports"],
  "shared/ports": law,
  "shared/language": [],
  "shared/identity": outside,
  "shared/access": [...outside, ...services, "shared/language", "shared/identity"],
  "shared/factors": [...outside, ...services, "shared/identity", "shared/access", ...factorTypes],
  "shared/factors/backup-codes": [...law, "shared/ports", "shared/factors"],
  "shared/factors/sms": [...flows, "shared/settings", "shared/language"],
  "shared/factors/passkey": [...flows, "shared/settings/webauthn.ts"],
  "shared/factors/totp": flows,
  "shared/contract": [...outside, "shared/factors"],
  "shared/aws": [...outside, "shared/aws/dynamodb"],
  "shared/aws/dynamodb": [...outside, "shared/aws"],
  "shared/runtime": [...outside, "shared/identity", "shared/aws", "shared/aws/dynamodb"],
  "shared/http": [...outside, ...services, ...entry, "shared/identity", "shared/access", "shared/contract"],
  // The table's stream brings stored items: only their reader knows their shape.
  "shared/events": [...outside, ...services, ...entry, "shared/aws/dynamodb/event-of-image.ts"],
  "shared/notify": [
    ...outside,
    ...services,
    ...entry,
    "shared/language",
    "shared/access",
    "shared/events",
    "shared/notify/wordings",
    "shared/factors",
    "shared/factors/sms",
    "shared/aws/dynamodb/account-item.ts",
  ],
  "shared/notify/wordings": [...law, "shared/notify"],
  "local/**": ["local/**", "functions/**", "shared/**", "client/**", "web/demo/build.ts", "operate/local-run.ts"],
  "docs/**": ["docs/**", "shared/**", "client/**", "infra/settings.ts"],
};

/** Rooms that may import anything, and that nobody else imports. */
const outermost = ["test", "bench"];

const isIn = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);
/** Whether a name of `mayImport` holds a file. */
export const holds = (name: string, file: string): boolean =>
  name.endsWith("/**") ? file.startsWith(name.slice(0, -2)) : name === file || name === dirname(file);
const isConfig = (path: string): boolean => !path.includes("/");

/** Says why `file` may not import `source` (both relative to the top folder); null if it may. */
export function refusedImport(file: string, source: string): string | null {
  if (outermost.some((room) => isIn(file, room)) || isConfig(file)) return null;
  // Styles belong to the page that imports them.
  if (source.endsWith(".css")) return null;
  if (source.startsWith(".")) {
    const target = relative(".", resolve(dirname(file), source))
      .split(sep)
      .join("/");
    const row = Object.keys(mayImport)
      .filter((name) => holds(name, file))
      .toSorted((one, other) => other.length - one.length)[0];
    if (row === undefined) return `No row holds ${file}: name its folder in oxlint.rules.ts`;
    const allowed = [dirname(file), ...(mayImport[row] ?? [])];
    return allowed.some((name) => holds(name, target)) ? null : `${row} may not import ${target}`;
  }
  const rooms = packageRooms.find(([name]) => name.test(source))?.[1];
  return rooms === undefined || rooms.some((room) => isIn(file, room))
    ? null
    : `${source} is only for ${rooms.join(", ")}`;
}

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

export default {
  meta: { name: "house" },
  rules: { imports, ports, "double-cast": doubleCast, "factor-literals": factorLiterals },
};
