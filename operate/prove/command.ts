import { createInterface } from "node:readline/promises";
import { setTimeout as pause } from "node:timers/promises";
import { Misused, Mistake, readFlags } from "../../client/command-line/command-line.ts";
import { notJson, strictJson } from "../../shared/settings/strict-json.ts";
import { systemClock, systemRandom } from "../../shared/runtime/services.ts";
import type { TrustedIssuer } from "../../shared/settings/issuer.ts";
import { eraseTenant, logErasure } from "../erase/erase-items.ts";
import type { LentIssuer } from "../local-run.ts";
import { type OpenedPlace, openPlace, placeArgs, placeFlags, placeHelp, stageOrLocal } from "../place.ts";
import { tableContext } from "../table.ts";
import { progressLine, readText } from "../terminal.ts";
import { exitCodes, lastSentences, overall, words, privateKeyOf, type SigningIssuer } from "./caller.ts";
import { newTenants, prove, type ProveReport, type ProveTarget } from "./prove.ts";

const help = `Races the deployed service for everything that may succeed once: codes, passkeys, set-ups, devices, resets. It makes a tenant of
its own, and erases it in the end.

Usage: npm run prove -- --stage prod --issuer prove --key prove.pem
       npm run prove -- --local

${placeHelp}
  --issuer ID     the entry of the self-check: prove
  --key FILE      its private key, in PEM or as a JWK; a local run lends one
  --width N       calls at once (20)
  --rounds N      races of each kind (5; 1 with --local)
  --operator-token FILE
                  an access token of an operator, for the races of policies, devices and resets
  --phone +…      races an SMS code too, which you type in
  --json          the results as JSON
  --help          this text

At most 2,000 calls. Ends with 0 if nothing succeeded twice, 1 if something did or was answered as it never should, 2 if it could not
run, 3 if a race is unclear, since too few of its calls were answered. docs/deploy.md has the entry.
`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const flags = {
  ...placeFlags,
  issuer: text,
  key: text,
  width: text,
  rounds: text,
  "operator-token": text,
  phone: text,
  json: flag,
  help: { ...flag, short: "h" },
} as const;
type Given = ReturnType<typeof readFlags<typeof flags>>;

function numberIn(name: string, given: string | undefined, usual: number, most: number): number {
  if (given === undefined) return usual;
  if (!/^[1-9]\d{0,2}$/.test(given) || Number(given) > most) throw new Misused(`--${name} is 1 to ${most}.`);
  return Number(given);
}

export async function command(args: readonly string[]): Promise<number> {
  const given = readFlags(placeArgs(args), flags, "npm run prove -- --help");
  if (given.help === true) {
    console.log(help);
    return 0;
  }
  const width = numberIn("width", given.width, 20, 50);
  const rounds = numberIn("rounds", given.rounds, given.local === undefined ? 5 : 1, 5);
  const place = await openPlace(stageOrLocal(given));
  if (place.local !== null && given.phone !== undefined)
    throw new Misused("A local run sends no SMS: leave --phone out.");
  const target = targetOf(place, given);
  const tenants = newTenants();
  const progress = progressLine();
  const phone = given.phone === undefined ? null : { number: given.phone, askCode };
  let report: ProveReport;
  try {
    report = await prove(target, { width, rounds, phone }, tenants, (line) => progress.show(line));
  } finally {
    progress.clear();
    const made = place.local === null ? [tenants.proven] : [tenants.proven, tenants.operators];
    await Promise.all(made.map(async (tenant) => erased(place, tenant)));
  }
  const verdict = overall(report.results);
  console.log(given.json === true ? JSON.stringify({ ...report, verdict }) : pageOf(report));
  return exitCodes[verdict];
}

function targetOf({ deployment, local }: OpenedPlace, given: Given): ProveTarget {
  if (deployment === null) throw new Mistake("Name the stage (--stage prod), or a local run (--local).");
  const { url, trustedIssuers } = deployment;
  const id = given.issuer ?? "prove";
  const entry = trustedIssuers.find((one) => one.id === id);
  if (entry === undefined)
    throw new Mistake(`There is no issuer ${id}. docs/deploy.md says how to add the entry of the self-check.`);
  const token = given["operator-token"];
  const operatorToken = token === undefined ? null : readText(token, "Name the file with the operator's token.").trim();
  const now = (): number => systemClock.now();
  if (local !== null && given.key === undefined) {
    if (local.lends.prove === null) throw new Mistake("The local run has an entry prove of its own: name its --key.");
    const operators = { issuer: signingOf(local.lends.operator), claims: { roles: ["operator"] } };
    return { url, issuer: signingOf(local.lends.prove), entry, operators, operatorToken, now };
  }
  if (given.key === undefined) throw new Misused("Name the private key of the issuer's entry: --key prove.pem");
  return {
    url,
    issuer: issuerWith(entry, readText(given.key, "Name the file with the issuer's private key.")),
    entry,
    operators: null,
    operatorToken,
    now,
  };
}

export const signingOf = ({ issuer, audience, privateJwk }: LentIssuer): SigningIssuer => ({
  issuer,
  audience,
  algorithm: "ES256",
  key: privateKeyOf(privateJwk),
  kid: typeof privateJwk["kid"] === "string" ? privateJwk["kid"] : undefined,
});

function issuerWith({ issuer, audience, algorithms, jwks }: TrustedIssuer, key: string): SigningIssuer {
  const [only] = jwks?.keys ?? [];
  return {
    issuer: issuer[0] ?? "",
    audience: audience[0] ?? "",
    algorithm: algorithms[0] ?? "ES256",
    key: privateKeyOf(key.trimStart().startsWith("{") ? jwkOf(key) : key),
    kid: only?.kid,
  };
}

function jwkOf(key: string): Record<string, unknown> {
  try {
    return strictJson(key) as Record<string, unknown>;
  } catch (error) {
    throw new Mistake(`The key ${notJson(error)}.`);
  }
}

/** Twice, since lines of activity come in after the calls. */
async function erased({ clients, names }: OpenedPlace, tenant: string): Promise<void> {
  const context = tableContext(clients, names, { clock: systemClock, random: systemRandom });
  await logErasure(context, { tenant, ref: null });
  await eraseTenant(context.table, tenant, () => undefined);
  await pause(2000);
  await eraseTenant(context.table, tenant, () => undefined);
}

async function askCode(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question("The code of the SMS: ")).trim();
  } finally {
    lines.close();
  }
}

export function pageOf({ results, left, calls, seconds, tenant }: ProveReport): string {
  const widest = Math.max(...results.map(({ race }) => race.length));
  return [
    ...results.map(({ race, seen, verdict, why }) => {
      const outcomes = Object.entries(seen).map(([outcome, count]) => `${count} × ${outcome}`);
      return `${words[verdict].padEnd(7)}  ${race.padEnd(widest)}  ${outcomes.join(", ")}${why === null ? "" : `: ${why}`}`;
    }),
    ...left.map(({ race, why }) => `left     ${race.padEnd(widest)}  ${why}`),
    "",
    `${calls} calls in ${seconds.toFixed(1)} s, in ${tenant}, which is erased.`,
    lastSentences[overall(results)],
  ].join("\n");
}
