import openApiTypes, { astToString, type OpenAPI3, stringToAST } from "openapi-typescript";
import type { TypeAliasDeclaration, TypeNode } from "typescript";

/** Closed: the client tells an unknown problem apart itself, as `unexpected`. */
const closed = new Set(["Problem"]);
const open = { type: "string", "x-open": true } as const;

/** The types of the contract, as text, made of its OpenAPI document. */
export async function typesOf(document: string): Promise<string> {
  const ast = await openApiTypes(withOpenAnswers(JSON.parse(document)) as OpenAPI3, {
    transform: (schema) => ("x-open" in schema ? anyOtherString() : undefined),
  });
  return `// Made of docs/openapi.json by npm run docs.\n${astToString(ast)}`;
}

/**
 * A newer service may answer with a value that this client does not know: the listed values of an answer stay suggestions. So do those
 * of a PUT, which sends back what an answer had.
 */
function withOpenAnswers(value: unknown, name = "", isOpen = false): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withOpenAnswers(one, name, isOpen));
  if (typeof value !== "object" || value === null) return value;
  if (isOpen && isEnum(value)) return { anyOf: [value, open] };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => {
      const begins = (name === "schemas" && !closed.has(key)) || key === "responses" || key === "put";
      return [key, withOpenAnswers(inner, key, isOpen || begins)];
    }),
  );
}

/** A single value tells the kinds of an answer apart, so it stays as it is. */
const isEnum = (value: object): boolean => "enum" in value && Array.isArray(value.enum) && value.enum.length > 1;

const anyOtherString = (): TypeNode => {
  const [alias] = stringToAST("type Other = string & {};") as TypeAliasDeclaration[];
  if (alias === undefined) throw new Error("The type of other strings was not made");
  return alias.type;
};
