import { Annotations, type App, Aspects, type IAspect, Validations } from "aws-cdk-lib";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { ServiceFunction } from "./service-function.ts";

/** The rules that every synthesis holds the stacks against. An exception says why, where it is made. */
export function checkAll(app: App): void {
  Aspects.of(app).add(new OnlyServiceFunctions());
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
}

/** Refuses a Lambda function that is not a `ServiceFunction`. */
export class OnlyServiceFunctions implements IAspect {
  visit(node: IConstruct): void {
    if (CfnFunction.isCfnResource(node) && node instanceof CfnFunction && !(node.node.scope instanceof ServiceFunction))
      Annotations.of(node).addError(
        "This function is not a ServiceFunction: it has no log group, role and bounds of its own.",
      );
  }
}
