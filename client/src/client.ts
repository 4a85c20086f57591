import createFetchClient from "openapi-fetch";
import type { CallName, CallOptions, Client, Result } from "./call-types.ts";
import { calls } from "./contract.ts";
import { type Fields, type Placed, placed } from "./placed.ts";
import { problemOf } from "./problem.ts";
import { repeating } from "./repeat.ts";

export interface ClientSettings {
  /** Where the service is, with its stage's path if it has one. */
  readonly baseUrl: string;
  /** Brings a first-factor token or an assertion; asked anew for every request. */
  readonly token: () => string | Promise<string>;
  /** The language of SMS (BCP 47); the browser's own if left out. */
  readonly language?: string;
  readonly fetch?: typeof globalThis.fetch;
}

/** Each call is typed by `Client`; on the wire they are all alike. */
type Anything = Record<string, Record<Lowercase<(typeof calls)[CallName]["method"]>, AnyCall>>;
interface AnyCall {
  requestBody?: { content: { "application/json": Fields } };
}

/** Milliseconds; as long as the gateway itself waits. */
const patience = 30_000;

/** The API with a method for each of its calls. Keeps nothing. Throws a `TypeError` if `baseUrl` is none. */
export function createClient(settings: ClientSettings): Client {
  const { baseUrl, token, language, fetch = globalThis.fetch } = settings;
  const { url } = new Request(baseUrl);
  const wire = createFetchClient<Anything>({
    baseUrl: url,
    fetch: async (request) => fetch(request),
    // A redirect would take the token elsewhere.
    redirect: "manual",
    ...(language !== undefined && { headers: { "accept-language": language } }),
  });

  const send = async (name: CallName, request: Placed, signal?: AbortSignal): Promise<Result<never>> => {
    const { method, path, access } = calls[name];
    const headers = access === "public" ? {} : { authorization: `Bearer ${await token()}` };
    const limit = AbortSignal.timeout(patience);
    try {
      const { data, error, response } = await wire[method](path, {
        ...request,
        headers,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      return response.ok ? { data: data as never } : { problem: problemOf(error, response) };
    } catch (error) {
      signal?.throwIfAborted();
      return { problem: error instanceof SyntaxError ? { code: "unexpected", status: 200 } : { code: "offline" } };
    }
  };

  const call =
    (name: CallName) =>
    async (input: Fields = {}, { signal }: CallOptions = {}) => {
      signal?.throwIfAborted();
      const request = placed(name, input);
      return repeating(name, async () => send(name, request, signal), signal);
    };
  const client: { [Name in CallName]?: ReturnType<typeof call> } = {};
  for (const name of Object.keys(calls) as CallName[]) client[name] = call(name);
  return client as Client;
}
