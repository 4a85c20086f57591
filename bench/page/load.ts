import { table } from "../../docs/generate/table.ts";
import type { Growth } from "../measure/growth.ts";
import type { Throughput } from "../measure/throughput.ts";
import type { Results } from "../results.ts";
import { figure, spreadFigure } from "./format.ts";

export const throughputSection = ({ throughput, betterAuth, machine }: Results): string => `## Throughput over HTTP

Closed loop: each connection sends its next request when the last one is answered. Every TOTP verify is of another user with a code never used before.
Server, engine and load generator are three processes on the same ${String(machine.cores)} cores, so these figures compare; they are no capacity of a deployment,
where Lambda adds a process per concurrent request. Answers per second; median over the rounds, with the least and the most.

![Throughput](performance-throughput.svg)

${table(
  ["Server", ...(throughput[0]?.levels ?? []).map(({ connections }) => `${String(connections)} conn.`), "errors"],
  throughput.map(({ name, levels }) => [
    name,
    ...levels.map(({ perSecond }) => spreadFigure(perSecond)),
    figure(levels.reduce((total, { errors }) => total + errors, 0)),
  ]),
)}

p50 and p99 in milliseconds:

${table(
  ["Server", ...(throughput[0]?.levels ?? []).map(({ connections }) => `${String(connections)} conn.`)],
  throughput.map(({ name, levels }) => [
    name,
    ...levels.map(({ p50, p99 }) => `${figure(p50.median)} / ${figure(p99.median)}`),
  ]),
)}

The comparison: **Countersign** checks a signed token, reads and conditionally writes the account in DynamoDB over HTTP, and signs an assertion; it makes no session.
**better-auth ${betterAuth}** (\`POST /two-factor/verify-totp\`, SQLite in memory, in the server's own process, rate limit and telemetry off) reads the signed cookie, the sign-in challenge, the user and the
secret, decrypts it, checks the code, resets the failure count, deletes the challenge and makes a session with its cookie.${factsOf(throughput)}
**The floor** is a bare \`node:http\` server that does the bare pair.
`;

function factsOf(throughput: readonly Throughput[]): string {
  const facts = throughput.find(({ name }) => name.startsWith("better-auth"))?.facts;
  if (facts === undefined) return "";
  const twice = facts["takesACodeTwice"]
    ? "took the same code a second time, in another sign-in of the same user"
    : "refused the same code in another sign-in of the same user";
  const cookie = facts["setsSessionCookie"] ? "set a session cookie" : "set no session cookie";
  return ` In this run it ${cookie} and ${twice}; Countersign refuses a used code.`;
}

export const growthSection = ({ growth }: Results): string => `## Growth

${growth === null ? "Not measured: DynamoDB Local needs Java, and there is none here." : grown(growth)}
`;

const grown = ({
  points,
  wanted,
  fillSeconds,
  inMemory,
}: Growth): string => `The verify handler with more and more accounts in the table. DynamoDB Local keeps them in its SQLite file${inMemory ? ", here on a file system in memory: on a disk each item waits for the disk" : ""}. Each account is whole: an authenticator app, a
phone, ten backup codes, contact and event. Filling took ${figure(fillSeconds)} s. Milliseconds.${shortfall(points.at(-1)?.accounts ?? 0, wanted)}

![Growth](performance-growth.svg)

${table(
  ["Accounts", "p50", "p99"],
  points.map(({ accounts, p50, p99 }) => [accounts.toLocaleString("en-US"), spreadFigure(p50), spreadFigure(p99)]),
)}`;

const shortfall = (reached: number, wanted: number): string =>
  reached >= wanted
    ? ""
    : `\n\n**${wanted.toLocaleString("en-US")} accounts were wanted; in the time given ${reached.toLocaleString("en-US")} could be written.**`;

export const rateOf = (throughput: Results["throughput"], start: string, connections: number): number =>
  throughput.find(({ name }) => name.startsWith(start))?.levels.find((level) => level.connections === connections)
    ?.perSecond.median ?? Number.NaN;

/** Of one process over better-auth, each with its store beside it. */
export const throughputRatio = (throughput: Results["throughput"], connections: number): number =>
  rateOf(throughput, "Countersign, dynalite", connections) / rateOf(throughput, "better-auth", connections);
