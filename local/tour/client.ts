import * as z from "zod/mini";
import type { ProblemCode } from "../../shared/contract/problems.ts";
import { problemSchema } from "../../shared/contract/problem-schema.ts";
import type { Route } from "../../shared/contract/route.ts";
import { paint } from "../../client/command-line/command-line.ts";
import { TOTP, URI } from "otpauth";
import { demoUsers } from "../sign-in.ts";

const width = 100;
const longestWord = 60;
const listed = 3;

/** Tokens, pictures and other long values are cut, long lists too; sentences are not. */
function shortened(value: unknown): unknown {
  if (typeof value === "string" && value.length > longestWord && !value.includes(" "))
    return `${value.slice(0, 20)}… (${value.length} characters)`;
  if (!Array.isArray(value) || value.length <= listed) return value;
  const items: readonly unknown[] = value;
  return [...items.slice(0, listed - 1), `… ${items.length - listed + 1} more`];
}

/** JSON on one line where it fits, on several where it does not. */
function json(value: unknown, indent: string): string {
  const short = shortened(value);
  const flat = JSON.stringify(short, (_name, inner: unknown) => shortened(inner));
  if (flat.length + indent.length <= width || typeof short !== "object" || short === null) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(short)
    ? short.map((item: unknown) => json(item, inner))
    : Object.entries(short).map(([name, item]) => `${JSON.stringify(name)}: ${json(item, inner)}`);
  const [open, close] = Array.isArray(short) ? "[]" : "{}";
  return `${open}\n${inner}${lines.join(`,\n${inner}`)}\n${indent}${close}`;
}

export const heading = (place: number, title: string): void =>
  console.log(`\n\n${paint(["bold", "cyan"], `${place}  ${title}`)}`);
export const note = (text: string): void => console.log(`\n${text.replace(/^/gm, "   ")}`);

function showRequest(method: string, path: string, who: string, body: unknown): void {
  const sent = body === undefined ? "" : ` ${json(body, "   ")}`;
  console.log(`\n   ${paint("bold", `${method} ${path}`)}${sent} ${paint("dim", who)}`);
}

const showAnswer = (status: number, body: unknown): void =>
  console.log(
    `   ${paint(status >= 400 ? "yellow" : "green", String(status))} ${body === undefined ? "" : json(body, "   ")}`,
  );

const showCheck = (expectation: string, isFulfilled: boolean): void =>
  console.log(`   ${isFulfilled ? `${paint("green", "✓")} ${expectation}` : paint("red", `✗ ${expectation}`)}`);

type Answer<R extends Route> = R["answer"] extends z.ZodMiniType ? z.output<R["answer"]> : null;
export type Problem = z.output<typeof problemSchema>;

/** The caller, as the request names it. */
export interface Bearer {
  readonly who: string;
  readonly token: string;
}

interface Call {
  readonly by?: Bearer;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export interface TourClient {
  /** Calls, expects the route's success and returns its answer, read by the contract's own schema. */
  ask<const R extends Route>(route: R, call: Call): Promise<Answer<R>>;
  /** Calls and expects this refusal. */
  refused(route: Route, call: Call, code: ProblemCode, expectation: string): Promise<Problem>;
  signIn(email: string, password: string): Promise<Bearer>;
  /** The code in the newest SMS to a number. */
  smsCode(to: string): Promise<string>;
  expect(expectation: string, isFulfilled: boolean): void;
  readonly unfulfilled: readonly string[];
}

const signInAnswer = z.object({ token: z.string() });
const smsAnswer = z.object({ messages: z.array(z.object({ to: z.string(), body: z.string() })) });

/** Plays calls against a service, shows them, and keeps what was expected and did not happen. */
export function tourClient(url: string): TourClient {
  const unfulfilled: string[] = [];

  const send = async (method: string, path: string, { by, body }: Call): Promise<{ status: number; body: unknown }> => {
    showRequest(method, path, by === undefined ? "" : `by ${by.who}`, body);
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(by === undefined ? {} : { authorization: `Bearer ${by.token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === "" ? undefined : JSON.parse(text);
    showAnswer(response.status, answer);
    return { status: response.status, body: answer };
  };

  const sendTo = (route: Route, call: Call) =>
    send(
      route.method,
      route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.params?.[name] ?? "")) +
        (call.query === undefined ? "" : `?${new URLSearchParams(call.query).toString()}`),
      call,
    );

  const expect: TourClient["expect"] = (expectation, isFulfilled) => {
    showCheck(expectation, isFulfilled);
    if (!isFulfilled) unfulfilled.push(expectation);
  };

  return {
    unfulfilled,
    expect,
    async ask(route, call) {
      const { status, body } = await sendTo(route, call);
      if (status !== route.status)
        throw new Error(`${route.method} ${route.path} answered ${status} in the place of ${route.status}.`);
      return (route.answer === null ? null : route.answer.parse(body)) as Answer<typeof route>;
    },
    async refused(route, call, code, expectation) {
      const problem = problemSchema.parse((await sendTo(route, call)).body);
      expect(expectation, problem.code === code);
      return problem;
    },
    async signIn(email, password) {
      const { body } = await send("POST", "/local/sign-in", { body: { email, password } });
      return { who: email, token: signInAnswer.parse(body).token };
    },
    async smsCode(to) {
      const { messages } = smsAnswer.parse(await (await fetch(`${url}/local/sms`)).json());
      const message = messages.find((one) => one.to === to);
      note(paint("magenta", `SMS to ${to}: ${message?.body ?? "none"}`));
      return /\d{6}/.exec(message?.body ?? "")?.[0] ?? "";
    },
  };
}

/** An authenticator app that lives by the service's clock. */
export interface App {
  code(): string;
  /** Six digits that are right at no step near now. */
  wrongCode(): string;
}

/** State that the stories share: the service, its time, and who has which app and which codes. */
export interface TourContext extends TourClient {
  readonly url: string;
  /** Time passes for the service; nobody waits. */
  pass(seconds: number): void;
  scan(uri: string): App;
  /** The first-factor token of a demo user. */
  passwordOf(email: string): Promise<Bearer>;
}

const stepMillis = 30_000;

export function tourContext(
  client: TourClient,
  url: string,
  clock: { now(): number; advance(seconds: number): void },
): TourContext {
  const scan = (uri: string): App => {
    const app = URI.parse(uri);
    if (!(app instanceof TOTP)) throw new Error("The set-up is not for time-based codes.");
    const codeAt = (timestamp: number): string => app.generate({ timestamp });
    return {
      code: () => codeAt(clock.now()),
      wrongCode: () => {
        const right = [-2, -1, 0, 1, 2].map((steps) => codeAt(clock.now() + steps * stepMillis));
        return (
          ["111111", "222222", "333333", "444444", "555555", "666666"].find((code) => !right.includes(code)) ?? "777777"
        );
      },
    };
  };
  return {
    ...client,
    url,
    pass: (seconds) => clock.advance(seconds),
    scan,
    passwordOf: (email) => client.signIn(email, demoUsers.find((user) => user.email === email)?.password ?? ""),
  };
}

/** Narrows a login's answer to the decision that the story goes on with. */
export function decided<A extends { readonly decision: string }, D extends A["decision"]>(
  answer: A,
  decision: D,
): Extract<A, { decision: D }> {
  if (answer.decision !== decision)
    throw new Error(`The login decided ${answer.decision} in the place of ${decision}.`);
  return answer as Extract<A, { decision: D }>;
}
