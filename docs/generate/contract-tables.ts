import { type ProblemCode, problems } from "../../shared/contract/problems.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { table } from "./table.ts";

const code = (text: string): string => `\`${text}\``;

export const endpointTable = (): string =>
  table(
    ["Call", "Needs", "What it does"],
    Object.values<Route>(routes).map((route) => [code(`${route.method} ${route.path}`), route.access, route.summary]),
  );

/** The codes that a call can answer besides the general ones. */
export const problemsByCallTable = (): string =>
  table(
    ["Call", "Its own problems"],
    Object.values<Route>(routes)
      .filter((route) => route.problems.length > 0)
      .map((route) => [code(`${route.method} ${route.path}`), [...new Set(route.problems)].map(code).join(", ")]),
  );

export const problemTable = (): string =>
  table(
    ["Status", "`code`", "Title", "What to do"],
    Object.entries(problems)
      .toSorted(([, one], [, other]) => one.status - other.status)
      .map(([name, { status, title, detail }]: [string, (typeof problems)[ProblemCode]]) => [
        String(status),
        code(name),
        title,
        detail,
      ]),
  );
