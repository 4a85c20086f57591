import { Annotations, type IAspect } from "aws-cdk-lib";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { IConstruct } from "constructs";
import { ServiceFunction } from "./service-function.ts";

/** Refuses every function that is not made as all others are. */
export class OnlyServiceFunctions implements IAspect {
  visit(node: IConstruct): void {
    if (CfnFunction.isCfnResource(node) && node instanceof CfnFunction && !(node.node.scope instanceof ServiceFunction))
      Annotations.of(node).addError(
        "This function is not a ServiceFunction: it has no log group, role and bounds of its own.",
      );
  }
}
