import { CfnOutput, type Stack } from "aws-cdk-lib";
import type { Output } from "./outputs.ts";

/** Writes the outputs of a stack: all of its names, and no other. */
export function tell<Name extends Output>(stack: Stack, values: Readonly<Record<Name, string>>): void {
  for (const [name, value] of Object.entries<string>(values)) new CfnOutput(stack, name, { value });
}
