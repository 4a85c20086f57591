import * as z from "zod";
import { type ConditionKeys, hold, isLike } from "./conditions.ts";

const many = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const principals = z.strictObject({ AWS: many.optional(), Service: many.optional() });
const principal = z.union([z.literal("*").transform((AWS) => principals.parse({ AWS })), principals]);

/** Statement of a policy. An element that is not listed here is refused: its effect is not modelled. */
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principal.optional(),
  Action: many,
  Resource: many.optional(),
  NotResource: many.optional(),
  Condition: z.record(z.string(), z.record(z.string(), many)).optional(),
});
const documentSchema = z.strictObject({ Version: z.literal("2012-10-17"), Statement: z.array(statementSchema) });

export type Statement = z.output<typeof statementSchema>;

export const statementsOf = (document: unknown): readonly Statement[] => documentSchema.parse(document).Statement;

/** One thing that somebody wants to do. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly keys: ConditionKeys;
}

export function applies({ Action, Resource, NotResource, Condition = {} }: Statement, asked: Asked): boolean {
  const { action, resource, keys } = asked;
  // Action names are the only part without case.
  const names = Action.some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase()));
  const covers =
    Resource === undefined
      ? NotResource?.every((pattern) => !isLike(pattern, resource)) === true
      : Resource.some((pattern) => isLike(pattern, resource));
  return names && covers && hold(Condition, keys);
}

/** A refusal wins over everything; nothing is allowed that no statement allows. */
export function isAllowed(statements: readonly Statement[], asked: Asked): boolean {
  const applying = statements.filter((statement) => applies(statement, asked));
  return applying.length > 0 && applying.every(({ Effect }) => Effect === "Allow");
}
