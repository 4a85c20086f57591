import { createPrivateKey, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { Mistake } from "../../client/command-line/command-line.ts";

export interface Answer {
  /** 0: no answer came. */
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Summary of an answer: its problem's code, or its status. */
export const outcomeOf = ({ status, body }: Answer): string =>
  status === 0
    ? "nothing"
    : status < 400
      ? String(status)
      : typeof body["code"] === "string"
        ? body["code"]
        : String(status);

export const tally = (answers: readonly Answer[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(answers, outcomeOf)].map(([outcome, same]) => [outcome, same.length]));

/** A login that this command stands in for. */
export interface SigningIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: string;
  readonly key: KeyObject;
  readonly kid: string | undefined;
}

/** A JWK, or a private key in PEM. */
export function privateKeyOf(key: string | Readonly<Record<string, unknown>>): KeyObject {
  try {
    return typeof key === "string" ? createPrivateKey(key) : createPrivateKey({ key, format: "jwk" });
  } catch {
    throw new Mistake("The key of the issuer cannot be read: a private key in PEM, or a JWK.");
  }
}

/** Calls in all that one run may make: a self-check is no load test. */
const mostCalls = 2000;
const timeoutMillis = 30_000;
const lifetime = 60;

export interface Caller {
  readonly calls: () => number;
  /** A first-factor token of this moment. */
  token(issuer: SigningIssuer, claims: Readonly<Record<string, unknown>>): Promise<string>;
  call(method: string, path: string, token: string, body?: object): Promise<Answer>;
}

export function callerOf(url: string, now: () => number): Caller {
  let calls = 0;
  return {
    calls: () => calls,
    async token({ issuer, audience, algorithm, key, kid }, claims) {
      const seconds = Math.floor(now() / 1000);
      return new SignJWT({ auth_time: seconds, ...claims })
        .setProtectedHeader({ alg: algorithm, typ: "JWT", ...(kid !== undefined && { kid }) })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetime)
        .sign(key);
    },
    async call(method, path, token, body) {
      calls += 1;
      if (calls > mostCalls) throw new Mistake(`More than ${mostCalls} calls: ask for a smaller --width or --rounds.`);
      const request = {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMillis),
      };
      try {
        const answer = await fetch(`${url}${path}`, request);
        const text = await answer.text();
        return { status: answer.status, body: text === "" ? {} : parsed(text) };
      } catch {
        // A line that broke, or the time is over: nobody knows what became of the call.
        return { status: 0, body: {} };
      }
    },
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return Object(value) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

/** A field of an answer that has to be there. */
export function fieldOf(answer: Answer, ...path: readonly string[]): string {
  const value = path.reduce<unknown>((found, name) => (Object(found) as Record<string, unknown>)[name], answer.body);
  if (typeof value === "string") return value;
  throw new Mistake(`The service answered ${outcomeOf(answer)} where ${path.join(".")} was to come.`);
}

/** `wrong`: nothing succeeded too often, yet an answer is none that there can be. `unclear`: the race hardly took place. */
export type Verdict = "holds" | "unclear" | "wrong" | "broken";

export interface Judged {
  readonly verdict: Verdict;
  /** Sentence about what was seen; null: the race holds. */
  readonly why: string | null;
}

const holds: Judged = { verdict: "holds", why: null };
export const broken = (why: string): Judged => ({ verdict: "broken", why });
export const wrong = (why: string): Judged => ({ verdict: "wrong", why });
export const unclear = (why: string): Judged => ({ verdict: "unclear", why });

/** No answer, an error or a throttle of the stage, or a lost write: none says what became of the call's code. */
const isUnanswered = (answer: Answer): boolean =>
  answer.status === 0 || answer.status >= 500 || ["busy", "429"].includes(outcomeOf(answer));
export const unansweredOf = (answers: readonly Answer[]): number => answers.filter(isUnanswered).length;

export interface Counted {
  readonly calls: number;
  readonly successes: number;
  readonly unanswered: number;
  /** How often the thing may succeed, and must if it was answered. */
  readonly expected: { readonly least: number; readonly most: number };
}

/** A success too many is seen whatever else happened. One too few may be behind an unanswered call, and a race of few answers shows nothing. */
export function judge({ calls, successes, unanswered, expected: { least, most } }: Counted): Judged {
  if (successes > most) return broken(`${successes} successes in the place of ${inWords(most)}`);
  if (successes < least && unanswered === 0) return wrong(`${successes} successes in the place of ${inWords(least)}`);
  if (successes < least || unanswered * 2 > calls) return unclear(tooFew(unanswered, calls));
  return holds;
}

/** Whether enough calls were answered, where none of them may succeed. */
export const answered = (answers: readonly Answer[]): Judged =>
  judge({
    calls: answers.length,
    successes: 0,
    unanswered: unansweredOf(answers),
    expected: { least: 0, most: 0 },
  });

const inWords = (count: number): string => (count === 1 ? "one" : String(count));
const tooFew = (unanswered: number, calls: number): string =>
  `${unanswered} of ${calls} calls got no answer; run it again when the service is idle, or with fewer calls: --width`;

const gravest: readonly Verdict[] = ["broken", "wrong", "unclear", "holds"];

/** The verdict on all races: that of the worst. */
export const overall = (judged: readonly Judged[]): Verdict =>
  gravest.find((one) => judged.some(({ verdict }) => verdict === one)) ?? "unclear";

export const exitCodes = { holds: 0, broken: 1, wrong: 1, unclear: 3 } as const satisfies Record<Verdict, number>;

export const words = { holds: "holds", unclear: "unclear", wrong: "WRONG", broken: "BROKEN" } as const satisfies Record<
  Verdict,
  string
>;

export const lastSentences = {
  holds: "Nothing succeeded twice.",
  unclear: "Nothing was seen to succeed twice, but not every race is proven: see the lines that are unclear.",
  wrong: "Nothing succeeded twice, but the service answered as it never should. Report it: SECURITY.md.",
  broken: "Something succeeded that must not. Take the stage out of service and report it: SECURITY.md.",
} as const satisfies Record<Verdict, string>;

interface Seen extends Judged {
  readonly calls: number;
  readonly seen: Readonly<Record<string, number>>;
}

/** One success, and no other answer than these. */
export function oneOf(answers: readonly Answer[], losers: readonly string[], success = "200"): Seen {
  const seen = tally(answers);
  const calls = answers.length;
  const unanswered = unansweredOf(answers);
  const judged = judge({ calls, successes: seen[success] ?? 0, unanswered, expected: { least: 1, most: 1 } });
  const strange = answers
    .filter((answer) => unansweredOf([answer]) === 0)
    .map(outcomeOf)
    .filter((outcome) => ![success, ...losers].includes(outcome));
  if (judged.verdict === "broken" || strange.length === 0) return { calls, seen, ...judged };
  return { calls, seen, ...wrong(`answers that cannot be: ${[...new Set(strange)].join(", ")}`) };
}
