import * as z from "zod/mini";
import { expect } from "vitest";
import type { Outbox } from "../../local/sent-messages.ts";
import { problemSchema } from "../../shared/contract/problem-schema.ts";
import { problemsOf } from "../../shared/contract/openapi.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { TestClock } from "./test-clock.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; an empty object if there is none. */
  // oxlint-disable-next-line typescript/no-explicit-any -- its shape is what the tests are about to check
  readonly body: Record<string, any>;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service that tests call over HTTP, with a clock that they move. */
export abstract class CalledService {
  readonly clock = new TestClock();

  abstract get url(): string;
  abstract get outbox(): Outbox;
  /** A first-factor token, with the password just entered. */
  abstract signIn(email?: string): Promise<string>;

  /** Calls the API and holds the answer against the contract: status, schema, and the headers that every answer carries. */
  async call(method: string, path: string, { token, body, headers = {} }: CallOptions = {}): Promise<Answer> {
    const answer = await this.raw(method, path, {
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (path.startsWith("/local/")) return answer;
    expect(answer.headers.get("x-request-id"), "X-Request-Id").toBeTruthy();
    holdAgainstContract(method, path, answer);
    return answer;
  }

  async raw(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    this.clock.expectRunning();
    const response = await fetch(this.url + path, { method, ...init });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== "" ? JSON.parse(text) : {},
    };
  }

  /** The code of the newest SMS to a number (or to anybody). */
  lastSmsCode(to?: string): string {
    const sms = this.outbox.messages.find((message) => to === undefined || message.to === to);
    const code = sms && /^\d{6}/.exec(sms.body)?.[0];
    if (code === undefined) throw new Error("No SMS with a code has been sent");
    return code;
  }
}

const rows = Object.values(routes).map((route: Route) => ({
  route,
  path: new RegExp(`^${route.path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));
const strictProblem = z.strictObject(problemSchema.shape);

function holdAgainstContract(method: string, path: string, answer: Answer): void {
  const [bare = ""] = path.split("?");
  const route = rows.find((row) => row.route.method === method && row.path.test(bare))?.route;
  if (answer.status >= 400) {
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const problem = strictProblem.parse(answer.body);
    expect(problem.status).toBe(answer.status);
    expect(problem.type).toBe(`urn:countersign:problem:${problem.code}`);
    if (route) expect(problemsOf(route), `${method} ${bare} does not promise`).toContain(problem.code);
    return;
  }
  if (!route) throw new Error(`${method} ${bare} is not in the route table, yet it answered ${String(answer.status)}`);
  const others: Readonly<Record<string, z.ZodMiniType | null>> = route.otherAnswers ?? {};
  expect([String(route.status), ...Object.keys(others)]).toContain(String(answer.status));
  expect(answer.headers.get("cache-control")).toBe(
    route.cacheSeconds === undefined ? "no-store" : `public, max-age=${String(route.cacheSeconds)}`,
  );
  if (answer.headers.get("content-type")?.startsWith("text/plain")) return;
  const schema = answer.status === route.status ? route.answer : others[String(answer.status)];
  if (route.page) expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  else if (schema) expect(schema.parse(answer.body), `${method} ${bare} promises no other fields`).toEqual(answer.body);
  else expect(answer.text).toBe("");
}
