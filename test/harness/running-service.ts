import "./quick-scrypt.ts";
import { afterAll, beforeAll, expect } from "vitest";
import { type EngineName, engineNames } from "../../local/dynamodb-engine.ts";
import { type LocalOptions, type LocalService, startLocalService } from "../../local/service.ts";
import { problemSchema } from "../../shared/contract/problems.ts";
import { type Route, routes } from "../../shared/contract/routes.ts";
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

const password = "correct horse battery staple";

/** The whole service over real HTTP, in memory, with a clock that tests move. */
export class RunningService {
  readonly clock = new TestClock();
  readonly #options: LocalOptions;
  #service: LocalService | undefined;

  constructor(options: LocalOptions = {}) {
    this.#options = options;
  }

  get local(): LocalService {
    if (!this.#service) throw new Error("The service has not started");
    return this.#service;
  }

  async start(): Promise<void> {
    this.#service = await startLocalService({
      clock: this.clock,
      engine: wantedEngine(),
      ...this.#options,
      variables: { LOG_LEVEL: "SILENT", ...this.#options.variables },
    });
  }

  async stop(): Promise<void> {
    await this.#service?.stop();
  }

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
    const response = await fetch(this.local.url + path, { method, ...init });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== "" ? JSON.parse(text) : {},
    };
  }

  /** A first-factor token of a demo user, with the password just entered. */
  async signIn(email = "user@example.com"): Promise<string> {
    const { body } = await this.call("POST", "/local/sign-in", { body: { email, password } });
    return String(body["token"]);
  }

  /** The code of the newest SMS to a number (or to anybody). */
  lastSmsCode(to?: string): string {
    const sms = this.local.outbox.messages.find((message) => to === undefined || message.to === to);
    const code = sms && /^\d{6}/.exec(sms.body)?.[0];
    if (code === undefined) throw new Error("No SMS with a code has been sent");
    return code;
  }
}

/** The whole service runs on any of the engines; without a word on the one that needs no Java. */
function wantedEngine(): EngineName {
  const wanted = process.env["DYNAMODB_ENGINE"] ?? "dynalite";
  const engine = engineNames.find((name) => name === wanted);
  if (engine === undefined) throw new Error(`DYNAMODB_ENGINE is one of ${engineNames.join(", ")}`);
  return engine;
}

/** Starts a service for a test file and stops it in the end. */
export function runningService(options: LocalOptions = {}): RunningService {
  const service = new RunningService(options);
  beforeAll(async () => service.start());
  afterAll(async () => service.stop());
  return service;
}

function holdAgainstContract(method: string, path: string, answer: Answer): void {
  const [bare = ""] = path.split("?");
  const route: Route | undefined = Object.values(routes).find(
    (row) =>
      row.method === method &&
      new RegExp(`^${row.path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(bare),
  );
  if (answer.status >= 400) {
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const problem = problemSchema.strict().parse(answer.body);
    expect(problem.status).toBe(answer.status);
    expect(problem.type).toBe(`urn:countersign:problem:${problem.code}`);
    return;
  }
  if (!route) throw new Error(`${method} ${bare} is not in the route table, yet it answered ${String(answer.status)}`);
  expect(answer.status).toBe(route.status);
  expect(answer.headers.get("cache-control")).toBe(
    route.cacheSeconds === undefined ? "no-store" : `public, max-age=${String(route.cacheSeconds)}`,
  );
  if (answer.headers.get("content-type")?.startsWith("text/plain")) return;
  if (route.answer) route.answer.parse(answer.body);
  else expect(answer.text).toBe("");
}
