import { type App, Aspects, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { OnlyServiceFunctions } from "./only-service-functions.ts";

/** What every synthesis holds the stacks against. What is meant as it is found says why, where it is made. */
export function checkAll(app: App): void {
  Aspects.of(app).add(new OnlyServiceFunctions());
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
}
