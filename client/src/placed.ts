import type { CallName } from "./call-types.ts";
import { calls } from "./contract.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface Placed {
  readonly params: { readonly path: Fields; readonly query: Fields };
  readonly body?: Fields;
}

/** Each field where the contract has it: what is neither in the path nor in the query is the body's. */
export function placed(name: CallName, input: Fields): Placed {
  const { path, query } = calls[name];
  const params: Record<string, unknown> = {};
  const asked: Record<string, unknown> = {};
  const body: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(input)) {
    const place = path.includes(`{${field}}`) ? params : query.some((one) => one === field) ? asked : body;
    place[field] = value;
  }
  refuseDotSegments(params);
  return { params: { path: params, query: asked }, ...(Object.keys(body).length > 0 && { body }) };
}

/** A URL parser resolves `.` and `..`, percent-encoded too, and an empty one vanishes: the call would go to another address. */
function refuseDotSegments(params: Fields): void {
  for (const [field, value] of Object.entries(params))
    if (typeof value !== "string" || ["", ".", ".."].includes(value))
      throw new TypeError(`${field} cannot be part of an address`);
}
