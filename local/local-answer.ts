import { problems } from "../shared/contract/problems.ts";
import type { Answer, Received } from "./http-server.ts";

type LocalProblem =
  | "invalid_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "payload_too_large"
  | "unsupported_media_type"
  | "temporarily_unavailable";

export const maxBodyBytes = 8 * 1024;

/** Answer of the local run's own addresses: JSON that no cache keeps. */
export const json = (request: Received, body: object, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { "content-type": "application/json", "cache-control": "no-store", "x-request-id": request.id, ...headers },
  body: JSON.stringify(body),
});

/** RFC 9457, with the codes of the contract. */
export function problem(
  request: Received,
  code: LocalProblem,
  detail: string,
  extra: object = {},
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { status, title } = problems[code];
  return {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": request.id,
      ...headers,
    },
    body: JSON.stringify({
      type: `urn:countersign:problem:${code}`,
      title,
      status,
      code,
      detail,
      requestId: request.id,
      ...extra,
    }),
  };
}

export const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};
