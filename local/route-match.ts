import { type Route, routes } from "../shared/contract/routes.ts";

export interface Match {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const parameterOf = (segment: string): string | null => /^\{(\w+)\}$/.exec(segment)?.[1] ?? null;

const parametersIn = (segments: readonly string[]): number =>
  segments.filter((one) => parameterOf(one) !== null).length;

/** Literal paths before those with parameters, as API Gateway chooses. */
const bySpecificity = (Object.values(routes) as readonly Route[])
  .map((route) => ({ route, segments: route.path.split("/") }))
  .toSorted((one, other) => parametersIn(one.segments) - parametersIn(other.segments));

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Null: the path is another one. */
function parametersOf(segments: readonly string[], sent: readonly string[]): Record<string, string> | null {
  if (segments.length !== sent.length) return null;
  const found: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const name = parameterOf(segment);
    const value = decode(sent[index] ?? "");
    if (value === null) return null;
    if (name === null ? value !== segment : value === "") return null;
    if (name !== null) found[name] = value;
  }
  return found;
}

/** The route of a request, or null: an unknown path or method, or one whose percent-encoding is broken. */
export function matchRoute(method: string, path: string): Match | null {
  const sent = path.split("/");
  for (const { route, segments } of bySpecificity) {
    const pathParameters = route.method === method ? parametersOf(segments, sent) : null;
    if (pathParameters !== null) return { route, pathParameters };
  }
  return null;
}
