/** The value that a selector such as `$.detail.type` finds in a line. */
export const valueAt = (line: unknown, selector: string): unknown =>
  selector
    .split(".")
    .slice(1)
    .reduce<unknown>(
      (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
      line,
    );

/** The part of CloudWatch Logs' patterns that our filters use: texts that are equal, `&&`, `||` and parentheses. */
export function matchesFilter(pattern: string, line: unknown): boolean {
  let rest = pattern
    .slice(1, -1)
    .replaceAll(/(\$[.\w]+) = "([^"]*)"/g, (_, selector: string, wanted: string) => {
      const value = valueAt(line, selector);
      return (wanted === "*" ? value !== undefined : value === wanted) ? "T" : "F";
    })
    .replaceAll(" ", "");
  while (rest.length > 1) {
    const shorter = rest
      .replace(/\(([TF])\)/, "$1")
      .replace(/([TF])&&([TF])/, (_, one: string, other: string) => (one === "T" ? other : "F"))
      .replace(/^([TF])\|\|([TF])/, (_, one: string, other: string) => (one === "T" ? "T" : other))
      .replace(/\(([TF])\|\|([TF])\)/, (_, one: string, other: string) => (one === "T" ? "T" : other));
    if (shorter === rest) throw new Error(`Nobody here understands ${pattern}`);
    rest = shorter;
  }
  return rest === "T";
}
