import createFetchClient from "openapi-fetch";
import type { CallName, CallOptions, Client, Result } from "./call-types.ts";
import { calls } from "./contract.ts";
import { approvalIn, offline, problemOf, unexpected } from "./problem.ts";
import { callRetry, withRetry } from "./retry.ts";

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

/**
 * The API with a method for each of its calls. Keeps nothing. Throws a `TypeError` if `baseUrl` is none.
 *
 * @example
 * const countersign = createClient({ baseUrl: "https://2fa.example.com", token: () => session.token });
 * const { data, problem } = await countersign.login();
 * if (problem) throw new Error(`${problem.code}: ${problem.detail}`);
 * if (data.decision === "challenge") askFor(data.factors);
 */
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

  const send = async (name: CallName, request: PlacedFields, signal?: AbortSignal): Promise<Result<never>> => {
    const { method, path, access } = calls[name];
    const headers = access === "public" ? {} : { authorization: `Bearer ${await token()}` };
    // AbortSignal.any is younger than the browsers that web/elements/README.md names.
    const end = new AbortController();
    const stop = (): void => end.abort(signal?.reason);
    const limit = setTimeout(stop, patience);
    signal?.addEventListener("abort", stop);
    try {
      signal?.throwIfAborted();
      const { data, error, response } = await wire[method](path, { ...request, headers, signal: end.signal });
      const waiting = approvalIn(data, response);
      if (waiting !== null) return { problem: waiting };
      return response.ok ? { data: data as never } : { problem: problemOf(error, response) };
    } catch (error) {
      signal?.throwIfAborted();
      return { problem: error instanceof SyntaxError ? unexpected(200) : offline };
    } finally {
      clearTimeout(limit);
      signal?.removeEventListener("abort", stop);
    }
  };

  const call =
    (name: CallName) =>
    async (input: Fields = {}, { signal }: CallOptions = {}) => {
      signal?.throwIfAborted();
      const request = placeFields(name, input);
      return withRetry(async () => send(name, request, signal), callRetry(name, signal));
    };
  const client: { [Name in CallName]?: ReturnType<typeof call> } = {};
  for (const name of Object.keys(calls) as CallName[]) client[name] = call(name);
  return client as Client;
}

export type Fields = Readonly<Record<string, unknown>>;

export interface PlacedFields {
  readonly params: { readonly path: Fields; readonly query: Fields };
  readonly body?: Fields;
}

/** Puts each field where the contract has it: in the path, in the query, or else in the body. */
function placeFields(name: CallName, input: Fields): PlacedFields {
  const { path, query } = calls[name];
  const params: Record<string, unknown> = {};
  const queryParameters: Record<string, unknown> = {};
  const body: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(input)) {
    const place = path.includes(`{${field}}`) ? params : query.some((one) => one === field) ? queryParameters : body;
    place[field] = value;
  }
  refuseDotSegments(params);
  return { params: { path: params, query: queryParameters }, ...(Object.keys(body).length > 0 && { body }) };
}

/** A URL parser resolves `.` and `..`, percent-encoded too, and an empty one vanishes: the call would go to another address. */
function refuseDotSegments(params: Fields): void {
  for (const [field, value] of Object.entries(params))
    if (typeof value !== "string" || ["", ".", ".."].includes(value))
      throw new TypeError(`${field} cannot be part of an address`);
}
