import { applies, type Asked, type Statement } from "./policy.ts";
import type { Decision } from "./roles.ts";

/** Keys of which a call has one value, so that a statement with several is several grants. */
const single = ["dynamodb:LeadingKeys", "kms:EncryptionContext:purpose"];

/** One action on one kind of thing: the smallest part of a policy that could be taken away. */
interface Grant {
  readonly statement: Statement;
  /** For people. */
  readonly line: string;
}

const grantsOf = (statements: readonly Statement[]): readonly Grant[] =>
  statements.flatMap((statement) =>
    statement.Action.flatMap((action) =>
      conditionsOf(statement.Condition ?? {}).map(({ Condition, values }) => ({
        statement: { ...statement, Action: [action], Condition },
        line: [action, ...values].join(" "),
      })),
    ),
  );

type Condition = NonNullable<Statement["Condition"]>;

/** The same conditions with each combination of single values. */
function conditionsOf(
  all: Condition,
): readonly { readonly Condition: Condition; readonly values: readonly string[] }[] {
  let parts: { readonly Condition: Condition; readonly values: readonly string[] }[] = [{ Condition: all, values: [] }];
  // `Null` asks for a key and names no value.
  for (const [operator, keys] of Object.entries(all).filter(([name]) => name !== "Null"))
    for (const [key, wanted] of Object.entries(keys).filter(([name]) => single.includes(name)))
      parts = parts.flatMap(({ Condition, values }) =>
        wanted.map((value) => ({
          Condition: { ...Condition, [operator]: { ...Condition[operator], [key]: [value] } },
          values: [...values, value],
        })),
      );
  return parts;
}

const uses = ({ statement }: Grant, decision: Asked): boolean => applies(statement, decision);

/** The grants that nothing needed, as lines: no call at all, or only calls that another grant allows as well. */
export function unneeded(
  statements: readonly Statement[],
  decisions: readonly Decision[],
): { readonly unused: readonly string[]; readonly double: readonly string[] } {
  const grants = grantsOf(statements);
  const used = grants.filter((grant) => decisions.some((decision) => uses(grant, decision)));
  const alone = used.filter((grant) =>
    decisions.some((decision) => grants.every((other) => uses(other, decision) === (other === grant))),
  );
  const lines = (some: readonly Grant[]) => some.map(({ line }) => line).toSorted();
  return {
    unused: lines(grants.filter((grant) => !used.includes(grant))),
    double: lines(used.filter((grant) => !alone.includes(grant))),
  };
}
