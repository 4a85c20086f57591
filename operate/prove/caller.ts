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
