import { parseSync } from "oxc-parser";

/** A piece of a source, and the text in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
const partsOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode);
const allIn = (node: Node): readonly Node[] => [node, ...partsOf(node).flatMap(allIn)];
const nameOf = (node: unknown): string => (isNode(node) ? String(node["name"]) : "");

function statementsOf(path: string, source: string): readonly Node[] {
  const { program, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path} cannot be read: ${errors[0].message}`);
  const statements: readonly unknown[] = program.body;
  return statements.filter(isNode);
}

/** The text of a source, or of a part of it, with its edits made; none of them lies within another. */
const edited = (source: string, edits: readonly Edit[], { start, end } = { start: 0, end: source.length }): string =>
  edits
    .toSorted((one, other) => other.start - one.start || other.end - one.end)
    .reduce(
      (text, edit) => text.slice(0, edit.start - start) + edit.text + text.slice(edit.end - start),
      source.slice(start, end),
    );

const replaced = ({ start, end }: Pick<Node, "start" | "end">, text: string): Edit => ({ start, end, text });
const [pure, called] = ["/* @__PURE__ */ (() => (", "))()"];

/** Makers of schemas, and which of their arguments is for the documents alone. */
const facts: Readonly<Record<string, number>> = { documented: 1, event: 1, count: 3, seconds: 3, awsName: 0 };

/** A fact becomes an empty text; without one `documented` makes nothing of its own. Lines stay where they are, for the frames of a failure. */
function withoutFacts(source: string, { type, callee, arguments: given, start, end }: Node): readonly Edit[] {
  if (type !== "CallExpression" || !Array.isArray(given)) return [];
  const [first, fact] = [given[0], given[facts[nameOf(callee)] ?? Infinity]].filter(isNode);
  if (first === undefined || fact === undefined) return [];
  if (nameOf(callee) !== "documented") return fact.type === "Literal" ? [replaced(fact, '""')] : [];
  const lines = source.slice(first.end, end).replaceAll(/[^\n]/g, "");
  const linesBefore = source.slice(start, first.start).replaceAll(/[^\n]/g, "");
  return [replaced({ start, end: first.start }, linesBefore), replaced({ start: first.end, end }, lines)];
}

/** Parts of a row that documents, types and tests are made of, and no function. */
const documentary = new Set(["summary", "answer", "otherAnswers", "problems"]);
const isDocumentary = ({ type, key }: Node): boolean => type === "Property" && documentary.has(nameOf(key));

const declaring = new Set([
  "ImportDeclaration",
  "VariableDeclaration",
  "FunctionDeclaration",
  "ExportNamedDeclaration",
]);
const declaresOnly = ({ type }: Node): boolean => declaring.has(type) || type.startsWith("TS");

const declaratorsOf = (statement: Node): readonly Node[] => {
  const declaration = statement.type === "ExportNamedDeclaration" ? statement["declaration"] : statement;
  return isNode(declaration) && declaration.type === "VariableDeclaration" ? partsOf(declaration) : [];
};

/** Without `as const` and `satisfies`. */
const bare = (node: Node): Node =>
  isNode(node["expression"]) && node.type.startsWith("TS") ? bare(node["expression"]) : node;
const makesSomething = (node: Node): boolean =>
  node.type !== "ArrowFunctionExpression" &&
  allIn(node).some(({ type }) => ["CallExpression", "NewExpression", "SpreadElement"].includes(type));

/**
 * Schemas without what only the documents say. Making one changes nothing else, so that a function has only those that it uses. A table of
 * routes also exports each of its rows, by its name.
 */
export function withoutDocuments(source: string, path: string): string {
  const edits: Edit[] = [];
  const rows: string[] = [];
  const factsIn = (node: Node): readonly Edit[] => allIn(node).flatMap((part) => withoutFacts(source, part));
  for (const statement of statementsOf(path, source)) {
    if (!declaresOnly(statement))
      throw new Error(`${path} does more than declare: it cannot be left out where nobody uses it`);
    const table = declaratorsOf(statement).find(({ id }) => nameOf(id).endsWith("Routes"));
    if (isNode(table?.["init"]))
      for (const { key, value: row } of partsOf(bare(table["init"]))) {
        if (!isNode(row)) throw new Error(`${path} has a row without a name`);
        const own = [
          ...factsIn(row),
          ...partsOf(row)
            .filter(isDocumentary)
            .map((part) => replaced(part, "...{}")),
        ];
        const name = nameOf(key);
        rows.push(
          `const row_${name} = ${pure}${edited(source, own, row)}${called}; export { row_${name} as ${name} };`,
        );
        edits.push(replaced(row, `row_${name}`));
      }
    else {
      const made = declaratorsOf(statement).flatMap(({ init }) =>
        isNode(init) && makesSomething(bare(init)) ? [init] : [],
      );
      edits.push(
        ...factsIn(statement),
        ...made.flatMap(({ start, end }) => [
          replaced({ start, end: start }, pure),
          replaced({ start: end, end }, called),
        ]),
      );
    }
  }
  return [edited(source, edits), ...rows].join("\n");
}

/** A function takes its own row of a table, where it asks for nothing else of it. */
export const withOwnRows = (source: string): string =>
  source.replace(/^import \{ (\w+Routes) \} from/gm, (whole, table: string) => {
    const uses = source.match(new RegExp(`\\b${table}\\b(?! \\} from)`, "g")) ?? [];
    const rows = source.match(new RegExp(`\\b${table}\\.\\w`, "g")) ?? [];
    return uses.length === rows.length ? `import * as ${table} from` : whole;
  });
