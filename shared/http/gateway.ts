import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { invalid, Problem } from "./problem.ts";
import type { RouteFacts } from "../contract/route.ts";
import { Page, Reply, TextFile } from "./step.ts";

export const maxBodyBytes = 8 * 1024;

/** The body as bytes; refuses one of more than 8 KiB before anything else looks at it. */
export function bodyBytes({ body, isBase64Encoded }: APIGatewayProxyEventV2): Buffer {
  const bytes = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > maxBodyBytes) throw new Problem("payload_too_large");
  return bytes;
}

/** A form or a text cannot be a request of ours, so no other site's form can make one. */
export function requireJsonType(bytes: Buffer, contentType: string | undefined): void {
  if (
    contentType === undefined
      ? bytes.length > 0
      : !/^application\/json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(contentType.trim())
  )
    throw new Problem("unsupported_media_type");
}

/** No body counts as `{}`. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), requireWholeCharacters);
  } catch {
    throw invalid([{ path: "", message: "The body is not JSON in UTF-8" }]);
  }
}

/** An escape can name half a character, which no UTF-8 can hold: neither the table nor the caller could ever read it back. */
function requireWholeCharacters(_name: string, value: unknown): unknown {
  if (typeof value === "string" && !value.isWellFormed()) throw new TypeError("Half a character");
  return value;
}

/** A query as a form has it (`+` is a blank). A name that comes twice is refused: nobody knows which one was meant. */
export function parseQuery(rawQueryString: string): Readonly<Record<string, string>> {
  const fields = [...new URLSearchParams(rawQueryString)];
  const repeated = fields.find(([name], index) => fields.findIndex(([other]) => other === name) !== index);
  if (repeated !== undefined) throw invalid([{ path: repeated[0], message: "Given twice" }]);
  return Object.fromEntries(fields);
}

/** JSON.parse makes an own `__proto__` field, which schema libraries skip silently; unknown fields are refused, so is this one. */
export const hasProtoKey = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).includes("__proto__");

/** The fields of a call that takes none: it takes none by mistake either. */
export function expectNoFields(event: APIGatewayProxyEventV2): void {
  const [named] = Object.keys(parseQuery(event.rawQueryString));
  if (named !== undefined) throw invalid([{ path: "", message: `Unrecognized key: ${JSON.stringify(named)}` }]);
  const bytes = bodyBytes(event);
  if (bytes.length > 0) requireJsonType(bytes, event.headers["content-type"]);
  const body = parseJson(bytes);
  if (hasProtoKey(body)) throw invalid([{ path: "__proto__", message: "Unknown field" }]);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw invalid([{ path: "", message: `Invalid input: expected object, received ${kindOf(body)}` }]);
  const names = Object.keys(body).map((name) => JSON.stringify(name));
  if (names.length > 0)
    throw invalid([{ path: "", message: `Unrecognized key${names.length > 1 ? "s" : ""}: ${names.join(", ")}` }]);
}

const kindOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

export const pageType = "text/html; charset=utf-8";

export type Replying = Pick<RouteFacts, "status" | "textFile">;

const json = (statusCode: number, answer: unknown): APIGatewayProxyStructuredResultV2 =>
  answer === null
    ? { statusCode }
    : { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };

/** The answer of a step as the gateway wants it. */
export function reply(route: Replying, answer: unknown): APIGatewayProxyStructuredResultV2 {
  if (answer instanceof Reply) return json(answer.status, answer.answer);
  if (route.status === 204) return { statusCode: route.status };
  if (answer instanceof Page)
    return { statusCode: route.status, headers: { "content-type": pageType }, body: answer.html };
  if (answer instanceof TextFile)
    return {
      statusCode: route.status,
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="${route.textFile ?? "answer.txt"}"`,
      },
      body: answer.text,
    };
  return json(route.status, answer);
}
