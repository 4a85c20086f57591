import { text } from "node:stream/consumers";
import { decodeJwt, decodeProtectedHeader } from "jose";
import type { Caller } from "../shared/identity/caller.ts";
import { isRefused, type TokenFault } from "../shared/identity/verify-jwt.ts";
import { createTokens } from "../shared/identity/tokens.ts";
import { systemClock } from "../shared/runtime/services.ts";
import type { TrustedIssuer } from "../shared/settings/issuer.ts";
import { parseSettings } from "../shared/settings/settings.ts";
import { Mistake, Misused, readLine } from "../client/command-line/command-line.ts";
import { readLocalRun } from "./local-run.ts";
import { placeArgs, placeOf } from "./place.ts";
import { readText } from "./terminal.ts";

const help = `Says what a first-factor token is worth, and why one is refused: the service's own answer never says it.

Usage: npm run explain-token -- issuers.json < token.txt
       npm run explain-token -- --local < token.txt

  issuers.json   the list of trusted issuers, as in TRUSTED_ISSUERS or in a stage's trustedIssuers
  --local [URL]  in its place: those of the local run of npm start (http://127.0.0.1:8787)
  --help         this text

The token is read from standard input, so that it stays out of the shell's history. Its signature is checked with the
issuer's keys, which are fetched; nothing is sent anywhere. Ends with 0 if the token counts, else with 1.
`;

const sentences: Readonly<Record<TokenFault, string>> = {
  malformed: "It is no signed JWT, or it has no `iss`.",
  issuer_unknown: "No trusted issuer has this `iss`.",
  kind: "It says that it is another kind of token than a sign-in: see `typ` in its header, or `events`.",
  algorithm: "It is signed with an algorithm that the issuer's entry does not list.",
  kid_unknown: "The issuer's key set has no key of this `kid`.",
  signature: "The signature is not made with the issuer's key.",
  audience: "Its `aud` names no app of the issuer's entry.",
  expired: "It is over: see `exp`.",
  not_yet_valid: "It is of the future: see `nbf`, `iat` and the time of the password.",
  lifetime: "It lives longer than `maxTokenSeconds` allows, or has no `exp`.",
  subject: "It names no user: see `sub`, or the entry's `subjectClaim`.",
  tenant_claim_missing: "The entry's `tenantClaim` is not in it, or not as one text.",
  tenant_not_allowed: "The entry may not name this tenant: see `tenants`.",
  claims: "It lacks a claim, or has one of another form.",
  first_factor_needed: "It is a token of this service, where only the login's own token counts.",
  settings_changed: "Its issuer, app or role is not in the settings any more.",
};

/** Claims of the token, before any is verified. */
function claimed(token: string): readonly string[] {
  try {
    const { iss, aud, azp, exp } = decodeJwt(token);
    const { alg, kid, typ } = decodeProtectedHeader(token);
    const said = {
      alg,
      typ,
      kid,
      iss,
      aud: [aud ?? []].flat().join(", "),
      azp,
      exp: exp && new Date(exp * 1000).toISOString(),
    };
    return Object.entries(said).map(
      ([name, value]) => `  ${name.padEnd(4)} ${value === undefined ? "–" : JSON.stringify(value)}`,
    );
  } catch {
    return ["  nothing that can be read"];
  }
}

const meaning = (caller: Caller, issuer: TrustedIssuer | undefined): readonly string[] => [
  `  user          ${caller.subject} of ${caller.tenant}, at the issuer ${caller.issuerId}`,
  `  app           ${caller.app ?? `open: name one of ${caller.audience.join(", ")} as audience in the body`}`,
  `  access token  ${caller.app === null || issuer?.accessTokenFor.includes(caller.app) ? "yes, with a right code" : "no: accessTokenFor does not name the app"}`,
  `  roles         ${caller.roles.join(", ") || "none"}${caller.isAdmin ? " (an admin)" : ""}${caller.isOperator ? " (an operator)" : ""}`,
  `  password      ${caller.passwordAt === null ? "the token does not say when it was entered: factors cannot be changed with it (max_age=300, authTimeClaim, firstEnrollmentFromIat)" : `entered at ${new Date(caller.passwordAt).toISOString()}`}`,
  `  e-mail        ${caller.email === null ? "none that is verified: the user is told of nothing" : "yes"}`,
];

interface Judging {
  readonly now: number;
  readonly fetchJwks?: typeof fetch;
  /** The service's own name, and its own issuers among the list. */
  readonly url?: string;
  readonly apart?: readonly string[];
}

/** The page for a token, judged as the service would judge it now. */
export async function explainToken(
  token: string,
  issuers: string,
  { now, fetchJwks, url = "https://none.invalid", apart = [] }: Judging,
): Promise<{ readonly counts: boolean; readonly page: string }> {
  const settings = settingsWith(issuers, url, apart);
  const none = (): never => {
    throw new Mistake("This token is one of the service's own: only the service can judge it.");
  };
  const tokens = createTokens({
    settings,
    vault: { seal: none, open: none, reseal: none, mac: none, limitedTo: none },
    signingKeys: { list: none, add: none },
    ...(fetchJwks && { fetchJwks }),
  });
  const caller = await tokens.identify(token, now);
  const verdict = isRefused(caller)
    ? [`Refused (${caller.fault}). ${sentences[caller.fault]}`]
    : [
        "It counts:",
        ...meaning(
          caller,
          settings.trustedIssuers.find(({ id }) => id === caller.issuerId),
        ),
      ];
  return { counts: !isRefused(caller), page: ["The token says:", ...claimed(token), "", ...verdict].join("\n") };
}

function settingsWith(issuers: string, url: string, apart: readonly string[]) {
  const variables = {
    TABLE_NAME: "none",
    KMS_KEY_ID: "none",
    EVENT_BUS_NAME: "none",
    AUDIT_LOG_GROUP: "none",
    SERVICE_ISSUER: url,
    TRUSTED_ISSUERS: issuers,
  };
  try {
    return parseSettings(variables, { apart });
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : "The settings are wrong.", { cause: error });
  }
}

const flags = { local: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
const advice = "See npm run explain-token -- --help";

/** Ends with 0 if the token counts, else with 1. */
export async function command(args: readonly string[]): Promise<number> {
  const { values, positionals } = readLine(placeArgs(args), { options: flags, allowPositionals: true }, advice);
  if (values.help === true) {
    console.log(help);
    return 0;
  }
  const [file, ...more] = positionals;
  const place = placeOf(values);
  if (more.length > 0 || (file === undefined) === (place === null))
    throw new Misused(`Name one file with the trusted issuers, or --local. ${advice}`);
  const issuers = file === undefined ? "" : readText(file, "Name the file with the trusted issuers.");
  if (process.stdin.isTTY) throw new Misused("The token comes on standard input: … < token.txt");
  const token = (await text(process.stdin)).trim();
  const judging = { now: systemClock.now() };
  const { counts, page } =
    place?.kind === "local" ? await explainAt(place.url, token, judging) : await explainToken(token, issuers, judging);
  console.log(page);
  return counts ? 0 : 1;
}

/** The same by the issuers of a local run. */
export async function explainAt(local: string, token: string, judging: Judging) {
  const { url, trustedIssuers, lends } = readLocalRun(local);
  const apart = [lends.operator.id, ...(lends.prove === null ? [] : [lends.prove.id])];
  return explainToken(token, JSON.stringify(trustedIssuers), { ...judging, url, apart });
}
