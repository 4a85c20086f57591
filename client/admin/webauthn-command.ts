import { Misused } from "../command-line/command-line.ts";
import { exitCodes, type OfflineCommand } from "./command.ts";

/** Files that the app's own domain serves, so that browsers and phones let its pages and apps use one another's passkeys. */
export const webauthnFiles: OfflineCommand = {
  name: "webauthn files",
  args: [],
  summary: "Print the files that the app's domain serves for passkeys, and the issuer's webauthn setting",
  details: `Serve each file from https://<rp-id> with the type application/json and no redirect; this service does not serve them.
Lists are joined by commas. Calls no service and needs no token.`,
  options: {
    "rp-id": { type: "string", value: "DOMAIN", help: "the domain that the passkeys are for, such as example.com" },
    origin: { type: "string", value: "ORIGINS", help: "pages that use them: https://example.com,https://example.shop" },
    ios: { type: "string", value: "APPS", help: "iOS apps: TEAMID.com.example.app" },
    android: {
      type: "string",
      value: "APPS",
      help: "Android apps: com.example.app=SHA-256 of the signing key (AA:BB:…)",
    },
  },
  examples: [
    "countersign-admin webauthn files --rp-id example.com --origin https://app.example.com",
    "countersign-admin webauthn files --rp-id example.com --origin https://example.com,https://example.shop --ios ABCDE12345.com.example.app",
  ],
  async runOffline({ text, show }) {
    const rpId = text("rp-id");
    if (rpId === undefined || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(rpId))
      throw new Misused("Which domain? Give --rp-id, in small letters, such as example.com.");
    const pages = listOf(text("origin")).map(pageOrigin);
    const iosApps = listOf(text("ios")).map(iosApp);
    const androidApps = listOf(text("android")).map(androidApp);
    if (pages.length + iosApps.length + androidApps.length === 0)
      throw new Misused("Whose passkeys? Give --origin, --ios or --android.");
    const related = pages.filter((page) => !isOf(rpId, page));
    // An app on iOS speaks in the name of the domain itself.
    const all = [
      ...pages,
      ...(iosApps.length > 0 ? [`https://${rpId}`] : []),
      ...androidApps.map(({ origin }) => origin),
    ];
    const origins = [...new Set(all)];
    if (origins.length > mostOrigins) throw new Misused(`An issuer's webauthn names at most ${mostOrigins} origins.`);
    const files = {
      ...(related.length > 0 && { "/.well-known/webauthn": { origins: pages } }),
      ...(iosApps.length > 0 && { "/.well-known/apple-app-site-association": { webcredentials: { apps: iosApps } } }),
      ...(androidApps.length > 0 && { "/.well-known/assetlinks.json": androidApps.map(({ statement }) => statement) }),
    };
    const webauthn = { rpId, origins, ...(related.length > 0 && { relatedOrigins: true }) };
    show({ files, webauthn }, textOf(rpId, files, webauthn));
    return exitCodes.done;
  },
};

const mostOrigins = 10;
const listOf = (given = ""): readonly string[] =>
  given
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

function pageOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text && text.startsWith("https://")) return text;
  throw new Misused(`--origin ${text}: give an origin as browsers write it, such as https://app.example.com.`);
}

const isOf = (rpId: string, page: string): boolean => {
  const { hostname } = new URL(page);
  return hostname === rpId || hostname.endsWith(`.${rpId}`);
};

function iosApp(text: string): string {
  if (/^[A-Z0-9]{10}(\.[\w-]+)+$/.test(text)) return text;
  throw new Misused(`--ios ${text}: give the team and the bundle, such as ABCDE12345.com.example.app.`);
}

/** The app as Digital Asset Links name it, and its origin: the same hash in base64url. */
function androidApp(text: string) {
  const [, name = "", fingerprint = ""] = /^(\w+(?:\.\w+)+)=((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$/i.exec(text) ?? [];
  if (name === "")
    throw new Misused(
      `--android ${text}: give the package and the SHA-256, such as com.example.app=AA:BB:… (32 pairs).`,
    );
  const hash = Buffer.from(fingerprint.replaceAll(":", ""), "hex").toString("base64url");
  return {
    origin: `android:apk-key-hash:${hash}`,
    statement: {
      relation: ["delegate_permission/common.handle_all_urls", "delegate_permission/common.get_login_creds"],
      target: {
        namespace: "android_app",
        package_name: name,
        sha256_cert_fingerprints: [fingerprint.toUpperCase()],
      },
    },
  };
}

const textOf = (rpId: string, files: object, webauthn: object): string =>
  [
    ...Object.entries(files).map(([path, file]) => `https://${rpId}${path}\n${JSON.stringify(file, null, 2)}\n`),
    `In the issuer's entry of TRUSTED_ISSUERS:\n${JSON.stringify({ webauthn }, null, 2)}`,
  ].join("\n");
