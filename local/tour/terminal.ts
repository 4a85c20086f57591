import { paint } from "../../client/command-line/command-line.ts";

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

export function showRequest(method: string, path: string, who: string, body: unknown): void {
  const sent = body === undefined ? "" : ` ${json(body, "   ")}`;
  console.log(`\n   ${paint("bold", `${method} ${path}`)}${sent} ${paint("dim", who)}`);
}

export const showAnswer = (status: number, body: unknown): void =>
  console.log(
    `   ${paint(status >= 400 ? "yellow" : "green", String(status))} ${body === undefined ? "" : json(body, "   ")}`,
  );

export const showCheck = (expectation: string, isFulfilled: boolean): void =>
  console.log(`   ${isFulfilled ? `${paint("green", "✓")} ${expectation}` : paint("red", `✗ ${expectation}`)}`);
