import type { Template } from "aws-cdk-lib/assertions";
import { type Resource, resources } from "./synthesized.ts";

type Many<T> = T | readonly T[];
export interface Statement {
  readonly Effect: string;
  readonly Action: Many<string>;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Many<string>>>>>;
}

export const many = <T>(one: Many<T>): readonly T[] => (Array.isArray(one) ? one : [one as T]);

const prefix = "countersign-example-";

/** The function's file under functions/, with dashes for slashes. */
export const functionName = ({ Properties }: Resource): string =>
  String(Properties["FunctionName"]).slice(prefix.length);

/** Statements of each function's role, by the function's name. */
export function statementsByFunction(template: Template): ReadonlyMap<string, readonly Statement[]> {
  const roles = new Map(resources(template, "AWS::IAM::Role"));
  return new Map(
    resources(template, "AWS::Lambda::Function").map(([, one]) => {
      const role: string = one.Properties["Role"]["Fn::GetAtt"][0];
      const own: readonly { PolicyDocument: { Statement: readonly Statement[] } }[] =
        roles.get(role)?.Properties["Policies"];
      return [functionName(one), own.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)];
    }),
  );
}

/** One line for each thing that may be done to something under a condition. */
export const asLines = (statements: readonly Statement[]): readonly string[] =>
  statements
    .flatMap(({ Action, Condition = {} }) => {
      const named = Object.entries(Condition).filter(([operator]) => operator !== "Null");
      const conditions = named.flatMap(([, keys]) =>
        Object.entries(keys).map(([key, values]) => `${key.split(":").slice(1).join(":")}=${many(values).join(",")}`),
      );
      return many(Action).map((action) => [action, ...conditions].join(" "));
    })
    .toSorted();

/** Request to AWS: an action and the values of its condition keys. */
export interface Asked {
  readonly action: string;
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

/** `*` stands for anything, as in our patterns. */
function isLike(pattern: string, value: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = part === "" ? value.length : value.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at >= value.length;
}

/** The part of IAM's rules that our statements use; an operator that it does not know refuses. */
function holds(operator: string, wanted: readonly string[], given: readonly string[] | undefined): boolean {
  switch (operator) {
    case "StringEquals":
      return given?.length === 1 && given.every((value) => wanted.includes(value));
    case "ForAllValues:StringEquals":
      return (given ?? []).every((value) => wanted.includes(value));
    case "ForAllValues:StringLike":
      return (given ?? []).every((value) => wanted.some((pattern) => isLike(pattern, value)));
    case "Null":
      return wanted.includes(String(given === undefined));
    default:
      return false;
  }
}

export const allows = (statements: readonly Statement[], { action, keys }: Asked): boolean =>
  statements.some(
    ({ Effect, Action, Condition = {} }) =>
      Effect === "Allow" &&
      many(Action).includes(action) &&
      Object.entries(Condition).every(([operator, wanted]) =>
        Object.entries(wanted).every(([key, values]) => holds(operator, many(values), keys[key])),
      ),
  );
