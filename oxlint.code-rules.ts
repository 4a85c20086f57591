import type { RuleTester } from "oxlint/plugins-dev";
import { loginMethods } from "./shared/account/guess-budget.ts";

export type Rule = Extract<Parameters<RuleTester["run"]>[1], { create: unknown }>;
type Context = Parameters<Rule["create"]>[0];
export type Finding = Parameters<Context["report"]>[0];

const hidden = ["Date.now", "Math.random", "performance.now"];

/** The clock and chance are ports. `new Date(instant)`, to format, stays allowed. */
export const ports: Rule = {
  create(context) {
    const report = (node: NonNullable<Finding["node"]>, what: string): void => {
      context.report({ node, message: `${what} is hidden input: take the clock or the random source as an argument` });
    };
    return {
      NewExpression(node) {
        if (isNamed(node.callee, "Date") && node.arguments.length === 0) report(node, "new Date()");
      },
      CallExpression(node) {
        if (isNamed(node.callee, "Date")) report(node, "Date()");
      },
      MemberExpression(node) {
        const member = hidden.find((name) => {
          const [object = "", property = ""] = name.split(".");
          return isNamed(node.object, object) && isNamed(node.property, property);
        });
        if (member !== undefined) report(node, member);
      },
    };
  },
};

/** `as unknown as T` silences the compiler. */
export const doubleCast: Rule = {
  create: ({ report }) => ({
    TSAsExpression(node) {
      if (node.expression.type === "TSAsExpression")
        report({ node, message: "Check the value instead of casting twice" });
    },
  }),
};

/** The second names are of types and methods to come. */
const factorNames: readonly string[] = [...loginMethods, "passkey", "bypass_code"];

/** A comparison with a type's name decides for the types of today: a table or an exhaustive switch lets the compiler name what is missing. */
export const factorLiterals: Rule = {
  create: ({ report }) => ({
    BinaryExpression(node) {
      if (!["===", "!==", "==", "!="].includes(node.operator)) return;
      const named = [node.left, node.right].some(
        (side) => side.type === "Literal" && factorNames.some((name) => name === side.value),
      );
      if (named) report({ node, message: "Decide by a table or an exhaustive switch over the factor type" });
    },
  }),
};

const isNamed = (node: object, name: string): boolean => "name" in node && node.name === name;
