import { Annotations, type App, type CfnResource, type IAspect, type Stack, Validations } from "aws-cdk-lib";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { ServiceFunction } from "./service-function.ts";

/**
 * The rules that every synthesis of ours holds our stacks against, and nothing else of their app. An exception says why, where it is made.
 * An app that somebody else writes chooses its own rules.
 */
export function checkAll(app: App, stacks: readonly Stack[]): void {
  Validations.of(app).addPlugins(new ChecksOf(stacks, app, { verbose: true }));
}

class ChecksOf extends AwsSolutionsChecks {
  readonly #stacks: readonly Stack[];

  constructor(stacks: readonly Stack[], ...given: ConstructorParameters<typeof AwsSolutionsChecks>) {
    super(...given);
    this.#stacks = stacks;
  }

  protected override checkResource(node: CfnResource): void {
    if (this.#stacks.includes(node.stack)) super.checkResource(node);
  }
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
