const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** JSON in which no object names a field twice (RFC 8259 section 4): of two values nobody knows which one was meant. */
export function strictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const twice = doubledName(text);
  if (twice !== null) throw new DoubledName(`names ${JSON.stringify(twice)} twice`);
  return value;
}

export class DoubledName extends Error {
  override readonly name = "DoubledName";
}

/** Says what is wrong with a text that was not taken, after the name of its place. */
export const notJson = (error: unknown): string => (error instanceof DoubledName ? error.message : "is not valid JSON");

/** The first name that an object of well-formed JSON has twice. */
function doubledName(text: string): string | null {
  /** The names of each object around the place; null stands for a list. */
  const open: (Set<string> | null)[] = [];
  let isName = false;
  for (const [token] of text.matchAll(tokens)) {
    const names = open.at(-1) ?? null;
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (isName && names !== null && token.startsWith('"')) {
      const name = String(JSON.parse(token));
      if (names.has(name)) return name;
      names.add(name);
    }
    isName = token === "{" || token === ",";
  }
  return null;
}
